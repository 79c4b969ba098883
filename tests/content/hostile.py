"""Files made to hurt: each with the code of the problem that it must be refused with."""

from __future__ import annotations

HEAD = "crisis: 1901-storm\ntitle: The storm\n"

FILES: dict[str, tuple[str, bytes]] = {
    "an alias bomb": (
        "alias",
        (
            "a: &a [x,x,x,x,x,x,x,x,x]\n"
            + "".join(f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        ).encode(),
    ),
    "a merge-key bomb": (
        "alias",
        (
            "a: &a {k: v}\n"
            + "".join(
                f"{b}: &{b}\n  <<: [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
            )
        ).encode(),
    ),
    "merge keys without anchors": ("alias", b"<<: {title: a}\n<<: {title: b}\n"),
    "fifty thousand opened lists": ("too-deep", b"[" * 50_000),
    "fifty thousand opened lists on as many lines": ("too-deep", b"[\n" * 50_000),
    "fifty thousand opened maps": ("too-deep", b"{a: " * 50_000),
    "fifty thousand dashes": ("too-deep", b"- " * 50_000 + b"a\n"),
    "fifty thousand question marks": ("wrong-type", b"? " * 50_000 + b"a\n"),
    "a block nested a thousand deep": ("too-deep", b"".join(b" " * depth + b"a:\n" for depth in range(1000))),
    "a list of more values than a file may hold": ("too-many-nodes", b"[" + b"1," * 100_001 + b"1]"),
    "an integer of two hundred thousand digits": ("wrong-type", (HEAD + "minutes: " + "9" * 200_000 + "\n").encode()),
    "a date of a hundred thousand digits": (
        "bad-date",
        (HEAD + "dates: {from: " + "1" * 100_000 + "-01-01, until: 1901-01-01}\n").encode(),
    ),
    "a condition of half a mebibyte": ("bad-condition", (HEAD + "when: " + "(" * 500_000 + "\n").encode()),
    "an id of half a mebibyte": ("bad-id", ("crisis: " + "a" * 500_000 + "\n").encode()),
    "thirty thousand keys twice": (
        "duplicate-key",
        "".join(f"k{number}: 1\n" for number in range(24_000)).encode() * 2,
    ),
    "thirty thousand unknown keys": (
        "unknown-key",
        "".join(f"titel{number}: 1\n" for number in range(30_000)).encode(),
    ),
    "a key of half a mebibyte": ("yaml-syntax", b"k" * 500_000 + b": 1\n"),
    "a quoted key full of escapes": ("control-character", b'"\\x1b[2J\\n\\x07": 1\n'),
    "twenty thousand marks that do not close": (
        "markup",
        (HEAD + "tagline: x\nbriefing: '" + "[[a|" * 4_900 + "'\n").encode(),
    ),
    "an object to be built": ("alias", b"!!python/object/apply:os.system ['echo owned > /tmp/owned']\n"),
    "an object in a value": ("alias", b"title: !!python/object:builtins.object {}\n"),
    "a directive with a version of five thousand digits": (
        "yaml-syntax",
        b"%YAML 1." + b"9" * 5_000 + b"\n---\na: 1\n",
    ),
    "a tag directive": ("alias", b"%TAG ! tag:evil,2000:\n---\n!x a\n"),
    "an escape beyond Unicode": ("yaml-syntax", b'title: "\\U00110000"\n'),
    "an escape beyond all numbers": ("yaml-syntax", b'title: "\\UFFFFFFFF"\n'),
    "NUL bytes": ("control-character", b"crisis: a\x00b\n"),
    "terminal commands": ("control-character", b"title: a\x1b]52;c;ZWNobw==\x07\n"),
    "marks that turn the writing direction": ("control-character", "title: a\u202egpj.exe\n".encode()),
    "UTF-16 with its mark": ("not-utf8", HEAD.encode("utf-16")),
    "UTF-16 without its mark": ("control-character", HEAD.encode("utf-16-le")),
    "Latin-1": ("not-utf8", "crisis: a\ntitle: été\n".encode("latin-1")),
    "a broken sequence on the third line": ("not-utf8", "crisis: é\r\ntitle: é\r\nplace: é".encode() + b"\xc3("),
    "a picture": ("not-utf8", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))),
    "two mebibytes": ("too-large", b"# " + b"x" * (2 << 20)),
    "one byte too many": ("too-large", b"#" * ((1 << 20) + 1)),
}
