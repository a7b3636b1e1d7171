"""County forms 上级表格: an office's own Excel form, its cells bound to figures once."""
