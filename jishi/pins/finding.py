"""Codes in a text that came back."""

from jishi.pins.codes import printed_in


def codes_in(text: str) -> list[str]:
    """Codes of pins in a text, in their order, each once, without their hyphen.

    Only what stands as printed (KQ7M-29XD) and fits its check is taken for one; whether there is
    such a pin is not asked.
    """
    return printed_in(text)
