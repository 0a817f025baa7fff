"""What callers say, line by line, and what it proposes: every rule has its words here."""

import pytest

from hotline.proposals import propose
from hotline.proposals.rules import shipped

# (words, category, item)
SAID = [
    ("暖气片漏水，地板都泡了", "leak", "leak.radiator"),
    ("阀门那儿一直滴水，接了一盆", "leak", "leak.joint"),
    ("楼道里管道喷水，水是热的", "leak", "leak.riser"),
    ("楼上漏水，顺着墙流到我家了", "leak", "leak.from_above"),
    ("地暖漏水了，地面渗水", "leak", "leak.floor_heating"),
    ("地下室冒热气，有积水", "leak", "leak.basement"),
    ("卫生间暖气跑水了，快来", "leak", ""),
    ("楼下路面冒热气，像是管道漏了", "burst", "burst.street"),
    ("人行道塌陷了一块，往外冒汽", "burst", "burst.collapse"),
    ("家里暖气冰凉，一点都不热", "no_heat", ""),
    ("今天突然停暖了", "no_heat", "no_heat.stopped"),
    ("没有暖气，到现在也没热", "no_heat", ""),
    ("暖气不热，交了费了", "no_heat", ""),
    ("整栋楼都没有暖气", "no_heat", "no_heat.building"),
    ("我们整个单元没有暖气", "no_heat", "no_heat.riser"),
    ("暖气时有时无", "no_heat", "no_heat.stopped"),
    ("室内温度不达标", "low_temperature", "low.below_standard"),
    ("暖气片温乎，不太热", "low_temperature", "low.below_standard"),
    ("屋里只有十几度", "low_temperature", "low.below_standard"),
    ("请上门测温", "low_temperature", "low.below_standard"),
    ("这两天暖气不如前几天", "low_temperature", "low.below_standard"),
    ("屋里太冷，穿着棉衣", "low_temperature", ""),
    ("暖气片上面热下面凉，里面有气", "low_temperature", "low.air"),
    ("我家是顶层，温度低", "low_temperature", "low.below_standard"),
    ("顶楼边户不够热，冷", "low_temperature", "low.below_standard"),
    ("家里冷热不均", "uneven", ""),
    ("一屋热一屋不热", "uneven", "uneven.one_room"),
    ("次卧不热，别的屋都挺热", "uneven", "uneven.one_room"),
    ("地暖分水器有两路不热", "uneven", "uneven.floor_loop"),
    ("楼上热，我家低区不热", "uneven", "uneven.by_floor"),
    ("屋里太热，只能开窗散热", "uneven", "uneven.too_hot"),
    ("暖气管里一直有水声，晚上睡不着", "noise", "noise.water"),
    ("管道咣咣响", "noise", "noise.knocking"),
    ("楼下泵房嗡嗡响", "noise", "noise.station"),
    ("换热站坏了", "station_fault", "station.stopped"),
    ("热力站里进水了", "station_fault", "station.flooded"),
    ("阀门锈死了拧不动", "equipment", "equipment.valve"),
    ("温控器不亮了", "equipment", "equipment.meter"),
    ("邻居私自加装暖气片", "equipment", "equipment.alteration"),
    ("供暖费怎么交", "billing", "billing.pay"),
    ("能不能退费", "billing", "billing.refund"),
    ("我想问一下停热手续怎么办", "billing", "billing.stop"),
    ("供热合同怎么过户", "billing", "billing.contract"),
    ("报修三次了没人管，我要投诉", "service", "service.not_done"),
    ("维修人员态度恶劣", "service", "service.attitude"),
    ("表扬一下张师傅", "service", "service.praise"),
    ("测的时候说达标，其实不属实", "service", "service.not_done"),
    ("什么时候开始供暖", "enquiry", "enquiry.season"),
    ("你们什么时候上门", "enquiry", "enquiry.visit"),
    ("新建小区供热入网怎么申请", "enquiry", "enquiry.connection"),
    ("请问一下", "enquiry", ""),
    ("我们小区是自采暖的，不热找谁", "not_our_customer", "not_ours.own_boiler"),
    ("我家不是你们供的", "not_our_customer", "not_ours.other_supplier"),
    ("自来水管漏了", "not_our_customer", "not_ours.other_trade"),
]
# Words that seem to say it and do not.
NOT_SAID = [
    ("没漏水，就是不热", "leak"),
    ("没有漏水", "leak"),
    ("不漏水了，谢谢", "leak"),
    ("已经不滴了", "leak"),
    ("昨天阀门滴水，现在已经不滴了", "leak"),
    ("暖气片漏水已经修好了", "leak"),
    ("前天漏水，师傅修好了，今天打电话道谢", "leak"),
    ("漏水的情况没有，请放心", "leak"),
    ("去年漏过，今年还没看", "leak"),
    ("去年暖气片漏水，今年不热", "leak"),
    ("怕漏水，想提前看看", "leak"),
    ("担心会漏水", "leak"),
    ("别的小区漏水", "leak"),
    ("窗户漏风", "leak"),
    ("热水器漏水", "leak"),
    ("没有爆管", "leak"),
    ("家里没停暖，就是不够热", "no_heat"),
    ("别的小区停暖了", "no_heat"),
    ("停暖，已经恢复了", "no_heat"),
    ("停暖手续怎么办理", "no_heat"),
    ("暖气片不太热", "no_heat"),
    ("没有异响", "noise"),
    ("影响很大", "noise"),
    ("冷热不均", "low_temperature"),
]
# The same words with what makes them count after all.
SAID_AFTER_ALL = [
    ("是不是漏水了", "leak"),
    ("不知道是不是哪里漏水", "leak"),
    ("去年漏过，今年又漏水了", "leak"),
    ("修好了又漏水", "leak"),
    ("一直没修好，还在滴水", "leak"),
    ("不停地滴水", "leak"),
    ("没人管，漏水三天了", "leak"),
    ("漏水没有人管", "leak"),
    ("别的小区都热，我们小区停暖了", "no_heat"),
    ("从去年就不热，到现在没人修", "no_heat"),
    ("停暖还没恢复", "no_heat"),
]


@pytest.mark.parametrize(("words", "category", "item"), SAID, ids=[words for words, *_ in SAID])
def test_words_propose(words: str, category: str, item: str) -> None:
    told = propose(words)
    assert (told.category, told.item) == (category, item), (told.scores, told.reasons)
    assert any(reason.category == category and reason.words for reason in told.reasons)


@pytest.mark.parametrize(("words", "category"), NOT_SAID, ids=[words for words, _ in NOT_SAID])
def test_denied_words_propose_nothing(words: str, category: str) -> None:
    told = propose(words)
    assert category not in {told.category, *told.others}, told.reasons
    assert category not in told.scores


@pytest.mark.parametrize(("words", "category"), SAID_AFTER_ALL, ids=[words for words, _ in SAID_AFTER_ALL])
def test_what_only_looks_denied_counts(words: str, category: str) -> None:
    assert category in propose(words).scores


DANGERS = [
    ("孩子被热水烫伤了", ["person_hurt"]),
    ("有人掉进井里了", ["person_hurt"]),
    ("老人被困在电梯里，水漏进电梯", ["person_hurt", "water_near_electrics"]),
    ("地下室冒热气，有积水", ["water_where_people_sleep"]),
    ("卧室里都是热水", ["water_where_people_sleep"]),
    ("小区门口路面冒热气，砖往下陷", ["ground_sinking"]),
    ("水漏到配电箱上了", ["water_near_electrics"]),
    ("漏的水在路上结冰了", ["water_near_electrics"]),
    ("独居老人，家里不热", ["vulnerable_person"]),
    ("孩子才三个月，停暖了", ["vulnerable_person"]),
    ("这里是养老院，没有暖气", ["vulnerable_person"]),
    ("没有人烫伤，就是漏水", []),
    ("怕烫伤", []),
    ("路面没有塌陷", []),
    ("屋里只有15度", []),
]


@pytest.mark.parametrize(("words", "dangers"), DANGERS, ids=[words for words, _ in DANGERS])
def test_danger_signs_light_the_safety_question(words: str, dangers: list[str]) -> None:
    assert list(propose(words).dangers) == dangers


PEOPLE = [
    ("老人怕冷", ["elderly"]),
    ("家里有八十多岁的奶奶", ["elderly"]),
    ("有孩子和孕妇", ["child", "pregnant"]),
    ("新生儿", ["newborn"]),
    ("瘫痪病人在家", ["sick"]),
    ("独居", ["alone"]),
    ("养老院停暖", ["institution"]),
    ("暖气不热", []),
]


@pytest.mark.parametrize(("words", "people"), PEOPLE, ids=[words for words, _ in PEOPLE])
def test_people_at_risk_are_heard(words: str, people: list[str]) -> None:
    assert list(propose(words).vulnerable) == people


def test_danger_wins_over_what_else_is_said() -> None:
    told = propose("屋里只有12度，一点都不热，供暖费怎么交，暖气片还漏水")
    assert told.category == "leak"
    assert {"no_heat", "billing"} <= set(told.others)
    assert (told.urgency, told.priority, told.indoor_temp_c) == ("urgent", "P2", 12)


def test_a_danger_sign_is_first_priority_even_without_a_category() -> None:
    assert propose("有人掉下去了").priority == "P1"


def test_every_reason_names_words_that_are_in_the_text() -> None:
    text = "暖气片漏水，地板都泡了，家里有老人，没有异响"
    told = propose(text)
    for reason in (*told.reasons, *told.denied):
        assert reason.words in text
    assert [reason.rule for reason in told.denied] == ["noise.knocking"]


def test_every_rule_is_heard_somewhere_here() -> None:
    lines = [words for table in (SAID, NOT_SAID, SAID_AFTER_ALL, DANGERS, PEOPLE) for words, *_ in table]
    heard = {reason.rule for words in lines for reason in propose(words).reasons}
    assert [rule.id for rule in shipped().rules if rule.id not in heard] == []
