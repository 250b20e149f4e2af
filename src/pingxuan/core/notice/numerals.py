"""Numbers as notices write them: 100, 一百二十, 两, 二〇二三, 二O一一."""

DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "○": 0, "O": 0, "o": 0, "Ο": 0, "0": 0, "两": 2, "廿": 20,
}  # fmt: skip
_UNITS = {"十": 10, "百": 100, "千": 1000}
NUMBER = r"(?:[0-9]{1,6}|[一二三四五六七八九十百千两〇零]{1,8})"


def number(text: str) -> int | None:
    """The whole number that text writes, up to 9999 in Chinese numerals; None when it writes none."""
    if text.isascii():
        return int(text) if text.isdigit() and len(text) <= 9 else None
    total, digit = 0, 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in DIGITS:
            digit = digit * 10 + DIGITS[char] if digit and "十" not in text else DIGITS[char]
        else:
            return None
    return total + digit if text else None


def year(text: str) -> int | None:
    """A four-digit year written in figures or numerals (二〇二三); None when it is no year of 1949–2099."""
    digits = [int(char) if char in "123456789" else DIGITS.get(char, -1) for char in text]
    if len(digits) != 4 or min(digits) < 0 or max(digits) > 9:
        return None
    value = int("".join(map(str, digits)))
    return value if 1949 <= value <= 2099 else None
