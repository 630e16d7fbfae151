"""Words of the villages: where cameras hang, and what people call these places."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A kind of place: part of the camera's name, scene of its picture, weight of its frequency."""

    name: str
    scene: str
    weight: int = 3
    is_traffic: bool = False


NATIONAL_ROAD = "G320"

VILLAGE_SPOTS = (
    Spot("村口", "village_entrance", 6),
    Spot("村部门前", "square", 5),
    Spot("文化广场", "square", 3),
    Spot("丁字路口", "junction", 5, is_traffic=True),
    Spot("十字路口", "junction", 4, is_traffic=True),
    Spot("三岔路口", "junction", 3, is_traffic=True),
    Spot("通村公路", "road", 4, is_traffic=True),
    Spot("进村大桥", "road", 2, is_traffic=True),
    Spot("小学门口", "road", 2),
    Spot("卫生室门前", "yard", 2),
    Spot("水库大坝", "road", 1),
    Spot("河堤", "road", 2),
    Spot("老祠堂", "yard", 2),
    Spot("健身广场", "square", 2),
    Spot("垃圾中转站", "yard", 1),
    Spot("晒谷坪", "square", 2),
    Spot("候车亭", "road", 2, is_traffic=True),
    Spot("农贸市场入口", "shop_front", 2),
    Spot("停车坪", "square", 1),
    Spot("敬老院门口", "yard", 1),
)
NATIONAL_ROAD_SPOTS = (
    Spot("320国道丁字路口", "junction", 4, is_traffic=True),
    Spot("320国道十字路口", "junction", 3, is_traffic=True),
    Spot("320国道村口", "village_entrance", 3, is_traffic=True),
    Spot("320国道弯道", "road", 3, is_traffic=True),
    Spot("320国道加油站旁", "road", 1, is_traffic=True),
    Spot("320国道超市旁", "shop_front", 2, is_traffic=True),
    Spot("320国道长下坡", "road", 2, is_traffic=True),
    Spot("320国道桥头", "road", 2, is_traffic=True),
)
HOUSEHOLD_SPOTS = (
    Spot("家门前", "yard", 8),
    Spot("家院坝", "yard", 6),
    Spot("家后院", "yard", 2),
    Spot("家小卖部", "shop_front", 3),
    Spot("家农家乐", "shop_front", 1),
    Spot("家摩托修理店", "shop_front", 1),
    Spot("家养殖场", "yard", 2),
    Spot("家粉店", "shop_front", 1),
    Spot("家猪栏旁", "yard", 1),
)
COMMON_NAMES = (
    "老樟树底下",
    "大塘边",
    "枫树坳",
    "石拱桥头",
    "土地庙旁",
    "晒谷坪边",
    "老供销社",
    "碾米厂门口",
    "井边",
    "半边街",
    "铁牛坡",
    "油榨房",
    "三叉塘",
    "学堂坪",
    "枇杷树下",
    "老渡口",
    "凉亭坳",
    "砖厂路口",
    "刘家祠堂",
    "彭家铺子",
    "王家湾",
    "李家坳上",
    "茶馆对面",
    "信用社旁",
    "大坝脚下",
    "竹山嘴",
    "杉树岭",
    "长冲口",
    "观音桥",
    "风雨桥",
    "水车坪",
    "黄泥坳",
    "新屋院子",
    "老屋场",
    "对门山",
    "塘湾里",
    "电排边",
    "粮站旧址",
    "烟叶收购站",
    "豆腐店旁",
)
GROUP = "{}组"
SURNAMES = "彭刘李王陈谭曾谢肖罗周邓胡贺阳朱张杨吴黄龙欧段康梁戴颜邹聂郭"
NATIONAL_ROAD_TOWNS = ("431321103", "431321001", "431321107", "431321110", "431321108")
"""Towns through which the demo's G320 runs; 梓门桥镇 and 双峰县's others on the way."""

KNOWN_SPOTS = {
    "431321103250": (Spot("320国道丁字路口", "junction", is_traffic=True), "大众超市铁棚旁"),
    "431321103271": (Spot("320国道弯道", "road", is_traffic=True), "清石铺急弯"),
}
"""The first camera of some villages by the 320 国道, with its 点位俗称: 湾头村 and 青石铺村."""
