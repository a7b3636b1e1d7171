"""A clerk's own files 自己的表: other headings and shapes, mapped once and remembered."""
