"""Invented people, service points and texts (演示数据), drawn from a seed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from pingxuan.core.wordcount import word_count

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "安宁晓晨雨桐子涵思远文博佳怡春燕秋实志强建华海燕丽娟永刚雪梅国栋玉兰小军红霞明辉"
LONG_NAMES = ("古丽·艾山", "阿依努尔·买买提", "巴图·孟克", "帕提古丽·吐尔逊", "萨仁其其格", "买合木提·卡地尔")
PLACES = (
    "人民东路",
    "团结南路",
    "迎宾大道",
    "文化西路",
    "站前广场",
    "滨河路",
    "友好街",
    "天山路",
    "幸福巷",
    "建设路",
)
POINTS = (
    "游客服务中心", "火车站客运服务台", "汽车客运站售票厅", "政务服务大厅", "派出所户籍窗口", "出入境服务窗口",
    "公路检查站", "景区售票处", "博物馆讲解部", "宾馆前台", "购物中心总服务台", "机场问询台", "医院导医台",
    "邮政营业厅", "银行营业部", "供电营业厅", "民宿接待部", "旅行社门市部", "图书馆借阅部", "税务办税厅",
)  # fmt: skip
JOBS = ("窗口服务员", "讲解员", "值班站长", "前台主管", "导游", "户籍民警", "收费员", "咨询员")
OPENINGS = (
    "现有工作人员{n}名，承担来访群众和游客的咨询、办理与引导工作。",
    "常年坚持在窗口一线，累计接待群众和游客{m}余人次，没有发生服务差错。",
)
SENTENCES = (
    "推行首问负责，谁接待谁跟进，全年收到表扬信{n}封。",
    "统一着装、挂牌上岗，服务用语规范，现场设有意见箱和投诉电话。",
    "每月组织{k}次岗位练兵，内容包括礼仪、应急处置和双语应答。",
    "为老年人、残疾人和带婴幼儿的旅客开设优先通道，帮扶{m}余人次。",
    "雨雪天气提前清扫台阶、铺设防滑垫，备好热水和常用药品。",
    "把办事流程画成一页图贴在门口，平均等候时间缩短{k}分钟。",
    "旺季延长服务时间{k}小时，并在醒目处公布当日客流情况。",
    "对每一条意见都登记、回访、公开处理结果，办结率达到百分之百。",
    "结对帮带新进人员{k}名，现在都能独立顶岗。",
    "在大件行李寄存、失物招领上做到件件有记录，找回失物{n}件。",
    "环境每日三清，物品定置摆放，检查未发现卫生死角。",
    "遇到不会说普通话的客人，总是放慢语速，用手势和图卡耐心说明。",
    "开通电话预约和延时办理，让外县来的群众少跑一趟，已办{m}余件。",
    "节假日轮流值守，重大活动期间每天提前{k}十分钟到岗。",
    "每季度请{n}名服务对象当面评议，评议结果贴在大厅公布。",
    "主动公开收费项目和办理时限，从没有发生多收错收。",
    "建立走失儿童和急病求助的处置办法，妥善处理求助{n}次。",
)
FAULTY_PHONE = "0996-21234"
DEPARTMENTS = ("公安局", "交通运输局", "商务局", "卫生健康委员会")


@dataclass
class Cast:
    """A seeded source of invented persons, units, telephone numbers and deeds; no name comes twice."""

    rng: Random
    used: set[str] = field(default_factory=set)
    phones: int = 0
    photo: str = ""
    annex: str = ""
    """Digests of an invented photograph and an invented annex; "" where no form asks for one."""

    def person(self) -> str:
        """A person's name, now and then with ``·`` or longer than four characters."""
        if self.rng.random() < 0.08:
            return self.rng.choice(LONG_NAMES)
        return self.rng.choice(SURNAMES) + "".join(self.rng.sample(GIVEN, self.rng.choice((1, 2))))

    def new_person(self) -> str:
        """A person's name that has not come before."""
        while (name := self.person()) in self.used:
            continue
        self.used.add(name)
        return name

    def unit(self, district: str) -> str:
        """A service point in a district, never the same twice."""
        return self._fresh(lambda: f"{district}{self.rng.choice(PLACES)}{self.rng.choice(POINTS)}")

    def _fresh(self, make: Callable[[], str]) -> str:
        for extra in range(10_000):
            name = make() + (f"第{extra}分部" if extra > 40 else "")
            if name not in self.used:
                self.used.add(name)
                return name
        raise RuntimeError("the cast has run out of names")

    def phone(self) -> str:
        """A telephone number that is nobody's: 138 0000 and a running number."""
        self.phones += 1
        return f"1380000{self.phones % 10_000:04d}"

    def address(self, district: str) -> str:
        """An address in a district."""
        return f"{district}{self.rng.choice(PLACES)}{self.rng.randint(1, 199)}号"

    def deeds(self, low: int | None, high: int | None) -> str:
        """Deeds of a length within the limits, as 字数 is counted."""
        least = low if low is not None else min(120, (high or 240) // 2)
        aim = self.rng.randint(least, max(least, min(high or 400, least + 120)))
        pool = list(SENTENCES)
        self.rng.shuffle(pool)
        text = self._told(self.rng.choice(OPENINGS))
        while word_count(text) < aim:
            text += self._told(pool.pop() if pool else self.rng.choice(SENTENCES))
        return _cut(text, least, high) if high and word_count(text) > high else text

    def _told(self, sentence: str) -> str:
        return sentence.format(
            n=self.rng.randint(6, 48), m=self.rng.randint(2, 98) * 100, k=self.rng.randint(2, 9)
        )


def _cut(text: str, least: int, high: int) -> str:
    """The text within its limit: by whole sentences where enough is left, else to the very character."""
    whole = text
    while word_count(whole) > high:
        whole = whole[: whole.rstrip("。").rfind("。") + 1]
    if whole and word_count(whole) >= least:
        return whole
    while word_count(text) > high:
        text = text[:-1]
    return text


@dataclass(frozen=True)
class Nominee:
    """One invented nominee: its district, its name, and the honoured unit a person comes from, if any."""

    district: str
    name: str
    unit: str = ""
