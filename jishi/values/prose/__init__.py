"""Reading figures out of running Chinese prose: pure, in time linear in the text."""

from jishi.values.prose.mentions import Known, Mention, PassedOver, Reading
from jishi.values.prose.passing import REASONS
from jishi.values.prose.reading import read

__all__ = ["REASONS", "Known", "Mention", "PassedOver", "Reading", "read"]
