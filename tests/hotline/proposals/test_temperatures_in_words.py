"""Room temperatures out of words: the room's, not the standard's and not the street's."""

import pytest

from hotline.proposals.reading import as_read
from hotline.proposals.temperature import room_temperature

READ = [
    ("屋里15度", 15),
    ("室温15℃", 15),
    ("室温１５．５℃", 15.5),
    ("量了16.5度", 16.5),
    ("只有十五度", 15),
    ("只有十度", 10),
    ("二十度", 20),
    ("只有二十一度", 21),
    ("十三四度", 13),
    ("只有13-14度", 13),
    ("13~14℃左右", 13),
    ("十三、四度", 13),
    ("十二点五度", 12.5),
    ("卧室15度，客厅18度", 15),
    ("不到15度", 15),
    ("低于16度", 16),
    ("室温14", 14),
    ("量了15，太冷", 15),
    ("9度", 9),
    ("室内0度", 0),
    ("达不到18度", None),
    ("不到18度", None),
    ("标准是18度", None),
    ("达到18度，我家只有14度", 14),
    ("最高达到15度", 15),
    ("18度以上才算合格", None),
    ("外面零下10度，屋里13度", 13),
    ("室外5度", None),
    ("供水温度40度", None),
    ("水管30度", None),
    ("发烧39度", None),
    ("比去年低了3度", None),
    ("温差5度", None),
    ("十几度", None),
    ("用了15度电", None),
    ("态度不好", None),
    ("6点开始不热", None),
    ("3号楼2单元101", None),
    ("电话13800001010", None),
    ("", None),
]


@pytest.mark.parametrize(("words", "expected"), READ, ids=[words for words, _ in READ])
def test_the_room(words: str, expected: float | None) -> None:
    assert room_temperature(as_read(words))[0] == expected
