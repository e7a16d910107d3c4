"""PHP arrays of strings: keys, quotes, and what PHP puts into a string."""

from __future__ import annotations

import pytest

from tonecheck import read
from tonecheck.errors import UnreadableError
from tonecheck.message.catalogues import php

SOURCE = r"""<?php
/** 'ні' */
if (!defined('IN_PHPBB')) { exit; } // 'ні'
return [
  'failed' => 'Ось \'тут\' \n',  # ні
  'nested' => array('a' => "Вітаємо, {$user->name}!\n$x", 'b' => ['раз', 'два']),
  'join' => 'три' . "чотири",
];
$_['text_home'] = 'Головна';
$lang['a']['b'] = 'Бе';
$lang = array_merge($lang, array('POSTS' => array(1 => '%d допис', 2 => '%d дописи')));
define('X', <<<EOT
 ні 'ось'
EOT
);
?>
<p title='ні'>
"""


def test_every_value_has_its_key() -> None:
    assert [(entry.key, entry.text) for entry in php.read(SOURCE) if not entry.text.isascii()] == [
        ("failed", "Ось 'тут' \\n"),
        ("nested.a", "Вітаємо, {$user->name}!\n$x"),
        ("nested.b.0", "раз"),
        ("nested.b.1", "два"),
        ("join", "три"),
        ("join", "чотири"),
        ("text_home", "Головна"),
        ("a.b", "Бе"),
        ("POSTS.1", "%d допис"),
        ("POSTS.2", "%d дописи"),
    ]


def test_what_php_puts_in_is_a_placeholder() -> None:
    [part] = [part for part in read(SOURCE.encode(), "lang/uk/a.php").parts if part.name == "nested.a"]
    assert part.clean == "Вітаємо, \ufffc!\n\ufffc"


def test_a_program_is_no_catalogue() -> None:
    assert read(SOURCE.encode(), "src/a.php").catalogue is None


def test_an_error_names_its_line() -> None:
    with pytest.raises(UnreadableError) as caught:
        list(php.read("<?php\nreturn ['a' => 'б\n];"))
    assert str(caught.value) == "line 2: this PHP cannot be read: a string is not closed"
