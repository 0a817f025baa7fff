"""The words an invented northern Chinese city is named with: common ones, so that it could lie anywhere."""

import random
from collections.abc import Iterator
from typing import Final, NamedTuple


class District(NamedTuple):
    """A branch's district: its name, a code for addresses of accounts, and where it lies.

    ``east`` and ``north`` are in units of the city's radius from its centre.
    """

    name: str
    code: str
    east: float
    north: float


# In the order in which a growing city gets them.
DISTRICTS: Final = (
    District("东城", "dongcheng", 0.22, 0.05),
    District("西城", "xicheng", -0.22, 0.05),
    District("海源", "haiyuan", -0.50, 0.45),
    District("朝晖", "zhaohui", 0.58, 0.22),
    District("丰泽", "fengze", -0.30, -0.55),
    District("城北", "chengbei", 0.05, 0.42),
    District("城南", "chengnan", 0.08, -0.38),
    District("望河", "wanghe", 0.45, 0.72),
    District("石景", "shijing", -0.88, 0.02),
    District("通运", "tongyun", 1.00, -0.22),
    District("亦新", "yixin", 0.52, -0.72),
    District("昌宁", "changning", -0.12, 0.98),
)

SUBDISTRICTS: Final = (
    "和平",
    "建设",
    "新华",
    "解放",
    "胜利",
    "光明",
    "友谊",
    "永定",
    "学院",
    "文化",
    "体育场",
    "火车站",
    "工人",
    "民主",
)

_ROOTS: Final = """
阳光 幸福 和平 团结 光明 建设 前进 胜利 红旗 东风 向阳 新华 永安
长青 翠湖 碧水 金桥 银河 紫薇 玉泉 龙泉 凤凰 青松 翠竹 梅园 兰亭
荷塘 桂林 枫林 柳岸 杨树 槐荫 松涛 竹韵 百合 丁香 牡丹 海棠 玫瑰
芙蓉 水仙 月季 石榴 樱花 银杏 梧桐 白桦 云杉 春晓 夏荷 秋实 冬梅
晨曦 晚霞 朝霞 彩虹 星河 明月 清风 流云 听雨 观澜 望山 临河 滨水
湖畔 江南 塞北 燕山 泰山 华山 昆仑 天山 长城 运河 永定 清河 沙河
温泉 金鱼 白塔 鼓楼 钟楼 牌楼 石桥 双桥 广渠 朝晖 德胜 安定 崇文
宣武 文昌 状元 书香 学府 翰林 博雅 尚德 崇德 明德 厚德 仁和 仁爱
信义 诚信 礼贤 智慧 勤俭 富强 民安 康乐 康宁 康泰 福寿 福安 福临
吉祥 如意 平安 祥和 瑞景 瑞雪 瑞丰 丰收 丰盛 丰台 金秋 金色 金地
金域 银座 宝石 珍珠 翡翠 琥珀 水晶 钻石 东方 西山 南苑 北辰 中兴
中海 华侨 华龙 华润 万科 万泉 万寿 万福 千禧 百旺 世纪 未来 未名
新天 新港 新锦 锦绣 锦秋 锦江 育新 育英 科苑 电力 纺织 铁道 邮电
机械 化工 冶金 矿务 煤炭 水利 园林 地质 测绘 航天 船舶 仪表 轴承
玻璃 造纸 印刷
"""
# Names of companies that really build are left out whatever list they slipped in with.
_NOT_INVENTED: Final = {"万科", "华润", "中海", "金地", "丰台"}
ROOTS: Final = tuple(root for root in dict.fromkeys(_ROOTS.split()) if root not in _NOT_INVENTED)

# The ending tells the age of the houses, and with it their height.
OLD_ENDINGS: Final = (
    "里",
    "东里",
    "西里",
    "南里",
    "北里",
    "新村",
    "小区",
    "一区",
    "二区",
    "三区",
    "宿舍",
    "大院",
    "胡同",
    "北院",
    "南院",
)
_NEW_ENDINGS: Final = """
花园 家园 嘉园 佳苑 雅苑 名苑 馨苑 苑 新苑 公寓 雅居 华庭 华府
名邸 公馆 国际 新城 庭院 半岛 豪庭 园 御园 景苑 丽景 名都 绿洲
佳园 欣园 文苑 逸园
"""
NEW_ENDINGS: Final = tuple(_NEW_ENDINGS.split())
# Every city has this one, so that an example in a manual works anywhere.
FIRST_COMMUNITY: Final = "阳光花园"
PHASES: Final = ("", "二期", "三期", "东区", "西区", "南区", "北区", "四期", "五期")

ROAD_ENDINGS: Final = ("路", "大街", "东路", "西路", "南街", "北街", "胡同")

SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN: Final = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍红鹏飞燕波斌莉宇浩凯健俊帆"
    "雪荣爱宁福生龙元全国胜学祥才发武新利清彬富顺信子昌成康星光天达安岩中茂进林有坚和"
    "彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆民友裕河哲江亮政谦亨奇固之轮翰朗伯宏"
    "言若鸣朋梁栋维启克伦翔旭泽晨辰士以建家致树炎德行时泰盛"
)


def community_names(rng: random.Random) -> Iterator[tuple[str, bool]]:
    """Answer endless different names of communities, and whether each is an old one."""
    yield FIRST_COMMUNITY, False
    pairs = [(root, ending, True) for root in ROOTS for ending in OLD_ENDINGS]
    pairs += [(root, ending, False) for root in ROOTS for ending in NEW_ENDINGS]
    for phase in PHASES:
        rng.shuffle(pairs)
        for root, ending, old in pairs:
            if (name := f"{root}{ending}{phase}") != FIRST_COMMUNITY:
                yield name, old
    for count in range(6, 1000):
        for root, ending, old in pairs:
            yield f"{root}{ending}{count}区", old


def person_name(rng: random.Random) -> str:
    """Make up a person's name."""
    given = rng.choice(GIVEN) + (rng.choice(GIVEN) if rng.random() < 0.7 else "")
    return rng.choice(SURNAMES) + given


def road_name(rng: random.Random) -> str:
    """Make up a road."""
    return rng.choice(ROOTS) + rng.choice(ROAD_ENDINGS)
