"""How each figure is spoken of, in words of our own.

A phrase names its figures in braces: `{households}` may be written in any way, `{households!}` only
as the exact number, `{classrooms^}` as a name (六大), `{household_coverage~}` as a share or as
全覆盖, `{household_coverage=}` as the universal word alone, which needs nothing left out.
`{theory_lectures-}` as 没有, where there was none.
A phrase that begins with `@` may have the place before it: 余川村 + 开展理论宣讲5次.
"""

from __future__ import annotations

#: 今年以来: what happened this year.
YEAR_TO_DATE = (
    "召开党委会{committee_meetings}", "召开{committee_meetings}党委会",
    "镇党委会共召开{committee_meetings}", "累计召开党委会议{committee_meetings}",
    "组织召开镇党委会{committee_meetings}", "共召开{committee_meetings}党委会议",
    "召开党委会{committee_meetings}、理论中心组学习{theory_sessions}",
    "开展理论中心组学习{theory_sessions}", "组织{theory_sessions}理论学习中心组学习",
    "镇党委理论学习中心组集中学习{theory_sessions}", "中心组学习累计开展{theory_sessions}",
    "理论中心组学习已开展{theory_sessions}", "开展{theory_sessions}理论中心组学习",
    "@开展理论宣讲{theory_lectures}", "@开展{theory_lectures}理论宣讲",
    "@组织理论宣讲{theory_lectures}", "@面向群众开展理论宣讲{theory_lectures}",
    "@深入村组开展党的创新理论宣讲{theory_lectures}", "理论宣讲累计开展{theory_lectures}",
    "{theory_lectures}理论宣讲走进田间地头",
    "镇党委会“第一议题”制度{first_topic~}", "党委会“第一议题”落实率{first_topic}",
    "党委会落实“第一议题”制度的比例达{first_topic}", "党委会“第一议题”落实率达到{first_topic}",
    "{committee_meetings!}党委会{first_topic=}落实“第一议题”制度",
    "@组织集中观看警示教育片{warning_screenings}", "@观看警示教育片{warning_screenings}",
    "@组织党员干部观看{warning_screenings}警示教育片", "警示教育片累计观看{warning_screenings}",
    "@组织观看《零容忍》等警示教育片{warning_screenings}",
    "@集中播放警示教育片{warning_screenings}",
    "@开展党员志愿活动{volunteer_activities}", "@组织{volunteer_activities}党员志愿活动",
    "@开展“敲门送暖”等党员志愿活动{volunteer_activities}",
    "党员志愿活动累计开展{volunteer_activities}",
    "@组织党员志愿服务活动{volunteer_activities}",
    "@开展清洁家园、关爱老人等党员志愿活动{volunteer_activities}",
    "@接待群众来访{visit_batches!}{visit_persons!}",
    "@共接待来访群众{visit_batches!}、{visit_persons!}",
    "@开门接访{visit_batches!}{visit_persons!}", "@接待群众来访{visit_batches!}",
    "@接待来访群众{visit_persons!}", "班子成员轮流开门接访，累计接待群众{visit_persons!}",
    "@摸排矛盾纠纷{disputes_found}", "@排查矛盾纠纷{disputes_found}",
    "@摸排{disputes_found}矛盾纠纷", "@入户摸排出矛盾纠纷{disputes_found}",
    "@摸排矛盾纠纷{disputes_found!}、调解成功{disputes_mediated!}",
    "@排查矛盾纠纷{disputes_found!}，其中调解成功{disputes_mediated!}",
    "@摸排矛盾纠纷{disputes_found!}，已调解成功{disputes_mediated!}",
    "@成功调解矛盾纠纷{disputes_mediated}", "矛盾纠纷调解成功{disputes_mediated}",
    "@成功调解{disputes_mediated}矛盾纠纷", "@调解成功矛盾纠纷{disputes_mediated}",
    "@开展助企活动{enterprise_activities}", "@开展{enterprise_activities}助企活动",
    "@开展问题帮办、政策上门等助企活动{enterprise_activities}",
    "助企活动已开展{enterprise_activities}", "@组织各类助企活动{enterprise_activities}",
    "@{theory_lectures-}开展理论宣讲", "@{volunteer_activities-}开展党员志愿活动",
    "@{enterprise_activities-}开展助企活动", "@{warning_screenings-}组织观看警示教育片",
)  # fmt: skip
#: 截至目前: what is so on the day.
AS_OF = (
    "安排{linked_leaders}党委班子成员指导村级抓党建工作",
    "{linked_leaders}党委班子成员“点对点”指导村级抓党建",
    "指导村级抓党建的党委班子成员共{linked_leaders}",
    "由{linked_leaders}党委班子成员包村指导抓党建促乡村振兴工作",
    "落实“书记抓、抓书记”要求，安排{linked_leaders}党委班子成员指导{villages!}村抓党建工作",
    "@辖{villages!}行政村", "@下辖行政村{villages!}", "@共有{villages!}行政村",
    "@辖{villages!}行政村、{villager_groups!}村民组、{households}农户",
    "建成纪律课堂、榜样课堂等“{classrooms^}课堂”", "“{classrooms^}课堂”常态化运行",
    "开设{classrooms}学习课堂", "学习课堂已建成{classrooms}", "在用学习课堂{classrooms}",
    "镇、村两级领导班子成员{leading_team}",
    "镇、村领导班子成员共{leading_team}", "现有镇村领导班子成员{leading_team}",
    "{leading_team}镇村领导班子成员分层分类参加轮训", "配备镇村领导班子成员{leading_team}",
    "@储备党组织书记后备力量{reserve_secretaries}", "@储备{reserve_secretaries}党组织书记后备力量",
    "党组织书记后备力量达{reserve_secretaries}", "@现有党组织书记后备力量{reserve_secretaries}",
    "{reserve_secretaries}党组织书记后备力量在库培养",
    "选派{village_assistants}优秀镇干部到村任职", "到村任职的镇干部{village_assistants}",
    "派{village_assistants}镇干部到村担任村委会主任助理",
    "{village_assistants}镇干部到村任村委会主任助理", "到村任职的镇干部共有{village_assistants}",
    "上下交叉挂职领导干部{cross_posted}", "{cross_posted}领导干部上下交叉挂职",
    "安排{cross_posted}干部上下交叉挂职", "现有上下交叉挂职干部{cross_posted}",
    "镇领导班子中40周岁以下占比{team_under_40_share}",
    "镇班子40周岁以下成员占{team_under_40_share}",
    "镇领导班子成员40周岁以下占比达{team_under_40_share}",
    "40周岁以下干部在镇领导班子中的占比为{team_under_40_share}",
    "镇班子中，40周岁以下的占{team_under_40_share}",
    "{honoured_members}镇、村班子成员获得市级及以上荣誉",
    "获市级以上荣誉的班子成员{honoured_members}",
    "班子成员中有{honoured_members}获得市级以上荣誉",
    "获得市级及以上荣誉的镇村班子成员达{honoured_members}",
    "@设立党员责任区{responsibility_zones}", "@划定党员责任区{responsibility_zones}",
    "@设有{responsibility_zones}党员责任区", "党员责任区达到{responsibility_zones}",
    "@设立党员责任区{responsibility_zones}、党员示范岗{demonstration_posts}",
    "@设立党员示范岗{demonstration_posts}", "@设有{demonstration_posts}党员示范岗",
    "党员示范岗已设{demonstration_posts}", "@现有党员示范岗{demonstration_posts}",
    "@组建党员突击队{commando_teams}", "@建有{commando_teams}党员突击队",
    "@组建党员突击队{commando_teams}、党员服务队{service_teams}",
    "@组建{commando_teams}党员突击队、{service_teams}党员服务队",
    "党员突击队现有{commando_teams}", "{commando_teams}党员突击队活跃在急难险重一线",
    "@组建党员服务队{service_teams}", "@建有{service_teams}党员服务队",
    "{service_teams}党员服务队常年活跃在村组", "党员服务队发展到{service_teams}",
    "@现有村民组{villager_groups}", "@共有村民组{villager_groups}、农户{households}",
    "@现有{villager_groups}村民组", "@辖{villager_groups}村民组", "@划分为{villager_groups}村民组",
    "@在册农户{households}", "@现有农户{households}", "@共有{households}农户",
    "农户总数{households}",
    "{villager_groups!}村民组、{households!}农户由联村领导、联村干部、村干部和网格员{household_coverage=}包保",
    "@农户包保{household_coverage~}", "@农户包保覆盖率{household_coverage}",
    "@农户包保覆盖率达{household_coverage}", "@包村联户工作做到农户包保{household_coverage~}",
    "“四员”包保农户覆盖率为{household_coverage}",
    "@村民组包保{group_coverage~}", "@村民组包保覆盖率{group_coverage}",
    "@村民组包保覆盖率达到{group_coverage}", "村民组一级包保覆盖率为{group_coverage}",
    "@共有非公企业党组织{nonpublic_orgs}", "@现有{nonpublic_orgs}非公企业党组织",
    "非公企业党组织达到{nonpublic_orgs}", "@建有非公党组织{nonpublic_orgs}",
    "@谋划实施项目{projects}", "@谋划实施{projects}项目", "@谋划实施乡村振兴项目{projects}",
    "@谋划实施项目{projects}、总投资{total_investment}",
    "@谋划实施{projects}项目，总投资{total_investment}",
    "谋划实施的项目达{projects}", "谋划实施项目总投资{total_investment}",
    "谋划实施项目总投资达{total_investment}", "项目总投资{total_investment}",
    "完成示范片区{village_plans}村庄规划编制", "示范片区村庄规划编制完成{village_plans}",
    "完成乡村振兴示范片区村庄规划编制{village_plans}",
    "示范片区已编制完成村庄规划{village_plans}", "示范片区{village_plans}村庄规划编制完成",
)  # fmt: skip
#: 先后, 累计: since the programme began.
CUMULATIVE = (
    "@先后选拔村级后备干部{reserve_cadres}", "@先后选拔{reserve_cadres}村级后备干部",
    "实施“雏鹰工程”，先后选拔村级后备干部{reserve_cadres}",
    "“雏鹰工程”实施以来，累计选拔村级后备干部{reserve_cadres}",
    "先后有{reserve_cadres}优秀青年被选拔为村级后备干部",
)  # fmt: skip
#: 2023年以来.
SINCE_2023 = (
    "@实施“双基”建设项目{double_base_projects}", "@实施{double_base_projects}“双基”建设项目",
    "“双基”建设项目已实施{double_base_projects}", "@推进“双基”项目{double_base_projects}",
    "@办成为民实事{livelihood_tasks}", "@为民办实事{livelihood_tasks}",
    "@完成为民办实事{livelihood_tasks}", "@为民办成实事{livelihood_tasks}",
    "“为民办实事”已办成{livelihood_tasks}",
    "@通过“绩事绩办”平台化解矛盾纠纷{platform_matters}",
    "@依托“绩事绩办”平台办理化解{platform_matters}矛盾纠纷",
    "“绩事绩办”平台化解矛盾纠纷{platform_matters}",
    "@借助“绩事绩办”平台成功化解矛盾纠纷{platform_matters}",
    "@制定帮扶措施{measures}", "@制定{measures}帮扶措施", "@因户施策制定帮扶措施{measures}",
    "帮扶措施累计制定{measures}", "@为困难群众制定帮扶措施{measures}",
)  # fmt: skip
#: The last full year: 2023年全年.
LAST_FULL_YEAR = (
    "@村集体经济经营性收入{collective_income}", "@实现村集体经济经营性收入{collective_income}",
    "@村集体经济经营性收入达{collective_income}", "@村集体经营性收入{collective_income}",
    "@{villages!}村集体经济经营性收入合计{collective_income}",
    "@村集体经济经营性收入{collective_income}，50万元以上强村达到{strong_villages}",
    "50万元以上强村达到{strong_villages}", "经营性收入50万元以上的村{strong_villages}",
    "经营性收入达50万元以上的村有{strong_villages}", "经营性收入50万元以上强村{strong_villages}",
    "{strong_villages}村经营性收入达到50万元以上",
)  # fmt: skip
CLAUSES = {
    "ytd": YEAR_TO_DATE, "as_of": AS_OF, "cumulative": CUMULATIVE, "since:2023": SINCE_2023,
    "last_full_year": LAST_FULL_YEAR,
}  # fmt: skip
#: One verb, several things: 开展理论宣讲57次、党员志愿活动156次.
LISTS = {
    "开展": (
        "理论中心组学习{theory_sessions}", "理论宣讲{theory_lectures}",
        "党员志愿活动{volunteer_activities}", "助企活动{enterprise_activities}",
        "{theory_lectures}理论宣讲", "{volunteer_activities}党员志愿活动",
    ),
    "设立": ("党员责任区{responsibility_zones}", "党员示范岗{demonstration_posts}"),
    "现有": ("村民组{villager_groups}", "农户{households}"),
    "建有": (
        "党员突击队{commando_teams}", "党员服务队{service_teams}",
        "{commando_teams}党员突击队", "{service_teams}党员服务队",
    ),
    "设有": (
        "党员责任区{responsibility_zones}", "党员示范岗{demonstration_posts}",
        "{responsibility_zones}党员责任区", "{demonstration_posts}党员示范岗",
    ),
    "共有": ("非公企业党组织{nonpublic_orgs}", "谋划实施项目{projects}"),
}  # fmt: skip
CHAPTERS = {
    "team": (
        "linked_leaders", "classrooms", "leading_team", "committee_meetings",
        "theory_sessions", "theory_lectures", "reserve_cadres", "reserve_secretaries",
        "village_assistants", "cross_posted", "team_under_40_share", "honoured_members",
        "first_topic",
    ),
    "members": (
        "warning_screenings", "responsibility_zones", "demonstration_posts", "commando_teams",
        "service_teams", "volunteer_activities",
    ),
    "concerns": (
        "villages", "villager_groups", "households", "household_coverage", "group_coverage",
        "visit_batches", "visit_persons", "disputes_found", "disputes_mediated",
        "double_base_projects", "livelihood_tasks", "platform_matters", "measures",
    ),
    "results": (
        "nonpublic_orgs", "enterprise_activities", "collective_income", "strong_villages",
        "projects", "total_investment", "village_plans",
    ),
}  # fmt: skip
#: The measure words that may follow the number, the usual one first.
UNITS = {
    **dict.fromkeys(("committee_meetings", "theory_sessions"), ("次",)),
    **dict.fromkeys(("theory_lectures", "warning_screenings"), ("次", "次", "场")),
    **dict.fromkeys(("volunteer_activities", "enterprise_activities"), ("次", "次", "场次")),
    **dict.fromkeys(
        ("disputes_found", "disputes_mediated", "platform_matters"), ("件", "件", "起")
    ),
    **dict.fromkeys(("reserve_cadres", "reserve_secretaries"), ("人", "名")),
    **dict.fromkeys(
        ("linked_leaders", "leading_team", "village_assistants", "cross_posted",
         "honoured_members"), ("名", "名", "人"),
    ),
    **dict.fromkeys(
        ("team_under_40_share", "first_topic", "household_coverage", "group_coverage"), ("%",)
    ),
    **dict.fromkeys(("collective_income", "total_investment"), ("元",)),
    "villages": ("个",), "villager_groups": ("个",), "households": ("户",),
    "classrooms": ("类", "个"), "responsibility_zones": ("个", "个", "处"),
    "demonstration_posts": ("个",), "commando_teams": ("支",), "service_teams": ("个", "支"),
    "visit_batches": ("批", "批", "批次"), "visit_persons": ("人次",), "livelihood_tasks": ("件",),
    "measures": ("条", "条", "项"), "double_base_projects": ("个",), "projects": ("个",),
    "nonpublic_orgs": ("个", "个", "家"), "strong_villages": ("个",), "village_plans": ("个",),
}  # fmt: skip
#: Phrases that hang in the air without a place before them.
NEEDS_PLACE = ("辖", "下辖", "划分", "共有", "农户包保", "村民组包保", "包村联户")
#: Words after which 近, 超过 and the like cannot stand.
BEFORE_BARE = ("达", "达到", "为", "发展到", "共")
#: Written roughly where there are many of them; people with names are always counted.
ROUGH = frozenset({
    "theory_lectures", "warning_screenings", "volunteer_activities", "enterprise_activities",
    "disputes_found", "disputes_mediated", "platform_matters", "measures", "households",
    "committee_meetings", "theory_sessions", "responsibility_zones", "demonstration_posts",
    "collective_income", "total_investment", "livelihood_tasks", "projects",
})  # fmt: skip
#: What a share is introduced by, and what is said in its place when nothing is left out.
UNIVERSAL = {
    "household_coverage": ("覆盖率达", ("", "全覆盖", "")),
    "group_coverage": ("覆盖率达", ("", "全覆盖", "")),
    "first_topic": ("落实率达", ("", "全部", "落实到位")),
}
ONLY_UNIVERSAL = {"household_coverage": "全覆盖", "first_topic": "均"}
#: Of which 0 may be said; of the others an official says nothing.
ZERO = frozenset({
    "disputes_found", "disputes_mediated", "theory_lectures", "warning_screenings",
    "volunteer_activities", "enterprise_activities", "nonpublic_orgs", "platform_matters",
})  # fmt: skip
#: Of the town alone, or told of a village in other words than these.
TOWN_ONLY = frozenset({
    "committee_meetings", "theory_sessions", "cross_posted", "team_under_40_share", "first_topic",
    "villages", "strong_villages", "linked_leaders", "leading_team", "village_assistants",
    "honoured_members", "classrooms", "village_plans",
})  # fmt: skip
#: Villages add up to the town, so that 其中 may follow.
BROKEN_DOWN = frozenset({
    "theory_lectures", "warning_screenings", "volunteer_activities", "enterprise_activities",
    "measures", "responsibility_zones", "demonstration_posts", "disputes_found", "households",
})  # fmt: skip
