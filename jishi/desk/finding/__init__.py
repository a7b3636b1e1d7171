"""Finding 查找: records by characters, pinyin, initials, numbers, village words."""
