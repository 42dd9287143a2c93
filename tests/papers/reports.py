"""Builders of report data: one short report, one as a real afternoon leaves it."""

from typing import Any

DATA_SHA256 = "3f9a22b177c019de5b0c4411e2a86f0d97b35a6c1f84d20e6a7bc9d05e3f0b1c"


def a_report(**changes: Any) -> dict[str, Any]:
    """The least that a report can say."""
    return {
        "unsigned": False,
        "dated_at": "2026-06-11T07:20:00Z",
        "institution": "安和连锁门诊远程会诊中心",
        "number": "HZ-SH03-260611-014",
        "request_number": "SQ-SH03-260610-009",
        "version": 1,
        "data_sha256": DATA_SHA256,
        "verify": {"code": "7KQ4-M2XD-9P", "url": "https://hq.example.org/verify/7KQ4M2XD9P"},
        "patient": {"name": "王建国", "sex": "male", "age": "67岁", "record_number": "SH03-0004711"},
        "inviting_party": {"institution": "安和门诊虹口分院"},
        "mode": "video",
        "started_at": "2026-06-11T06:02:00Z",
        "ended_at": "2026-06-11T06:51:00Z",
        "identity_verification": None,
        "reason": "反复胸闷",
        "purpose": "明确诊断",
        "questions": [{"no": 1, "text": "是否需要抗凝？", "answer": "需要。"}],
        "opinions": [{"expert": {"name": "李慧敏", "institution": "安和总院"}, "text": "同意抗凝。"}],
        "diagnoses": [],
        "recommendations": [],
        "decision_statement": "本报告为会诊专家意见，供邀请方参考；诊疗决定由邀请方作出并承担相应责任。",
        "explanation": None,
        "signatures": [{"role": "chair", "name": "李慧敏"}],
    } | changes


CHAIR = {
    "name": "欧阳娜仁花·阿依古丽",
    "title": "主任医师",
    "department": "心血管内科",
    "institution": "上海市第一人民医院虹口分院",
    "chair": True,
}
SECOND = {
    "name": "张喆堃",
    "title": "副主任医师",
    "department": "神经内科卒中中心",
    "institution": "华东区域医疗中心附属第二医院",
}


def _of_the_patient() -> dict[str, Any]:
    return {
        "patient": {
            "name": "司马䶮㛃",
            "sex": "female",
            "age": "67岁",
            "birth_on": "1958-11-03",
            "record_number": "SH03-0004711",
            "identifiers": [
                {"label": "居民身份证", "value": "310109195811031227"},
                {"label": "医保卡号", "value": "310100123456789"},
            ],
        },
        "inviting_party": {
            "institution": "上海市第一人民医院虹口分院心血管内科门诊部",
            "department": "全科医学科",
            "physician": "陈思远",
            "licence_no": "110310000123456",
            "phone": "021-5555 0137",
        },
        "places": [
            {"party": "患者及邀请医师", "place": "上海市虹口区门诊部三楼第二诊室"},
            {"party": "欧阳娜仁花·阿依古丽", "place": "上海市第一人民医院虹口分院远程会诊室"},
            {"party": "张喆堃", "place": "杭州市"},
        ],
        "identity_verification": {"method": "id_card", "by": "赵护士长", "at": "2026-06-11T06:03:00Z"},
        "participants": [
            _seat("chair", CHAIR, "110310000998877", "06:01", "06:51"),
            _seat("consultant", SECOND, "110330000445566", "06:02", "06:50"),
            {
                "role": "attending",
                "name": "陈思远",
                "title": "主治医师",
                "institution": "上海市第一人民医院虹口分院心血管内科门诊部",
                "department": "全科医学科",
                "licence_no": "110310000123456",
                "joined_at": "2026-06-11T06:00:00Z",
                "left_at": "2026-06-11T06:51:00Z",
            },
            {
                "role": "patient",
                "name": "司马䶮㛃",
                "joined_at": "2026-06-11T06:02:00Z",
                "left_at": "2026-06-11T06:20:00Z",
            },
        ],
        "materials": [
            {"title": "门诊病历摘要(2026-06-09)", "version": "3", "sha256": "a1" * 32},
            {"title": "十二导联心电图 2 份(2026-06-08、2026-06-10)", "version": "1", "sha256": "b2" * 32},
            {"title": "经胸超声心动图报告", "version": "1", "sha256": "c3" * 32},
            {"title": "凝血功能、肾功能、NT-proBNP 检验单", "version": "2", "sha256": "d4" * 32},
        ],
        "reason": REASON,
        "purpose": "明确心房颤动的抗凝及节律控制方案，评估卒中与出血风险，确定随访计划。",
    }


def _of_the_case() -> dict[str, Any]:
    return {
        "questions": [
            {
                "no": 1,
                "text": "患者 CHA₂DS₂-VASc 评分 4 分、HAS-BLED 评分 2 分，是否应立即开始口服抗凝？选择何种药物及剂量？",
                "answer": "应开始抗凝。肌酐清除率 58 mL/min，体重 61 kg，建议利伐沙班 20 mg 每日一次随餐服用；用药前复查血常规及肝肾功能。",
            },
            {
                "no": 2,
                "text": "是否需要转上级医院行导管消融？",
                "answer": "目前以心室率控制为主；三个月后症状仍明显者转诊评估消融。\n张喆堃副主任医师对时机有不同意见，见专家意见。",
            },
            {
                "no": 3,
                "text": "既往轻型卒中病史对血压目标值有无影响？",
                "answer": "有。目标值 < 130/80 mmHg，避免收缩压低于 110 mmHg。",
            },
        ],
        "discussion_digest": DIGEST,
        "opinions": [
            {
                "expert": CHAIR,
                "text": CHAIR_OPINION,
                "signed_at": "2026-06-11T07:12:00Z",
                "method": "passkey",
            },
            {
                "expert": SECOND,
                "text": SECOND_OPINION,
                "dissent": "导管消融的评估不宜等到三个月以后。患者一年内有轻型卒中，且左房内径 43 mm,"
                "建议一个月内完成电生理专科评估，以免错过节律控制的最佳时机。",
                "signed_at": "2026-06-11T07:08:00Z",
                "method": "totp",
            },
        ],
        "conclusion": "同意持续性心房颤动诊断，立即开始口服抗凝，心室率控制在静息 80 次/分以下，三个月后复评节律控制指征。",
        "diagnoses": [
            {
                "text": "持续性心房颤动",
                "code": "I48.100x001",
                "system": "ICD-10",
                "edition": "国临版 2.0",
            },
            {
                "text": "原发性高血压 2 级（很高危）",
                "code": "I10.x05",
                "system": "ICD-10",
                "edition": "国临版 2.0",
            },
            {"text": "陈旧性脑梗死", "code": "I69.300x002", "system": "ICD-10", "edition": "国临版 2.0"},
        ],
    }


def _of_the_experts() -> dict[str, Any]:
    return {
        "differentials": [
            {
                "diagnosis": "房性心动过速伴不规则传导",
                "reasons": "两次心电图均无恒定 P 波，RR 间期绝对不齐，可能性小。",
            },
            {"diagnosis": "甲状腺功能亢进相关心房颤动", "reasons": "无高代谢症状；TSH 未查，列入建议。"},
        ],
        "recommendations": [
            {
                "no": 1,
                "kind": "treatment",
                "text": "利伐沙班 20 mg 口服，每日一次，晚餐时服用。",
                "due": "2026-06-12 起",
                "red_flags": "黑便、血尿、头部外伤后头痛",
            },
            {
                "no": 2,
                "kind": "treatment",
                "text": "美托洛尔缓释片 47.5 mg 每日一次，静息心率目标 60–80 次/分。",
                "due": "2026-06-12 起",
                "red_flags": "心率 < 50 次/分、晕厥",
            },
            {
                "no": 3,
                "kind": "test",
                "text": "甲状腺功能、血常规、肝肾功能、凝血功能。",
                "due": "2026-06-18 前",
            },
            {
                "no": 4,
                "kind": "referral",
                "text": "症状未控制者转上级医院电生理专科评估导管消融。",
                "due": "2026-09-11 前",
            },
            {
                "no": 5,
                "kind": "follow_up",
                "text": "第 3、7、30 日随访：心率、血压、出血表现、服药依从性。",
                "due": "2026-07-11 前",
                "red_flags": "一侧肢体无力、言语不清、口角歪斜",
            },
        ],
        "limits": "会诊期间视频清晰度良好（720p，平均 24 帧/秒），无中断。未能进行现场体格检查；超声图像为报告截图，未调阅动态影像。",
        "ai_passages": [
            {
                "text": "根据检验结果估算肌酐清除率约 58 mL/min（Cockcroft-Gault 公式）。",
                "source": "检验单提取助手 1.2",
                "decision": "edited",
                "by": "张喆堃",
            }
        ],
    }


def _of_the_end() -> dict[str, Any]:
    return {
        "explanation": {
            "by": "陈思远",
            "to": "患者本人及其女儿",
            "at": "2026-06-11T06:44:00Z",
            "text": "已说明诊断、抗凝的获益与出血风险、漏服的处理及立即就诊的情形，患者表示理解并同意。",
        },
        "signatures": [
            {
                "role": "consultant",
                "name": "张喆堃",
                "title": "副主任医师",
                "institution": "华东区域医疗中心附属第二医院",
                "signed_at": "2026-06-11T07:08:00Z",
                "method": "totp",
            },
            {
                "role": "chair",
                "name": "欧阳娜仁花·阿依古丽",
                "title": "主任医师",
                "institution": "上海市第一人民医院虹口分院",
            },
        ],
    }


def a_full_report(**changes: Any) -> dict[str, Any]:
    """Two experts, one of them of another mind, three questions, long names, several pages."""
    return a_report(**_of_the_patient(), **_of_the_case(), **_of_the_experts(), **_of_the_end()) | changes


def _seat(role: str, expert: dict[str, Any], licence_no: str, joined: str, left: str) -> dict[str, Any]:
    known = {key: expert[key] for key in ("name", "title", "institution", "department")}
    times = {"joined_at": f"2026-06-11T{joined}:00Z", "left_at": f"2026-06-11T{left}:00Z"}
    return known | times | {"role": role, "licence_no": licence_no}


REASON = (
    "患者女性，67岁，反复心悸、胸闷 3 个月，加重 1 周。6月8日心电图示心房颤动，心室率 118 次/分；6月10日复查仍为心房颤动。"
    "既往高血压病史 12 年，最高 172/98 mmHg，规律服用缬沙坦；一年前轻型脑梗死，遗留左手轻度笨拙。"
    "否认糖尿病、出血性疾病史。门诊部无电生理专科，抗凝方案及转诊时机需上级专家意见。"
)
DIGEST = (
    "邀请医师汇报病史及检查结果，出示两份心电图及超声报告。专家就持续时间、左房内径、卒中病史与抗凝时机进行讨论，"
    "一致认为应立即抗凝；对导管消融的评估时机存在分歧。\n"
    "讨论中患者及家属不在场；说明环节由邀请医师主持，患者提出的漏服处理问题已当场回答。"
)
CHAIR_OPINION = (
    "结合病史及两次心电图，持续性心房颤动诊断明确，CHA₂DS₂-VASc 评分 4 分(女性、年龄 65–74 岁、高血压、卒中史按 2 分计，"
    "本例以非性别因素 4 分评估)，具备抗凝的明确指征。HAS-BLED 评分 2 分，出血风险可控，主要为血压波动，应先将血压稳定在目标范围。\n"
    "药物首选直接口服抗凝药。患者肌酐清除率 58 mL/min，无需减量；若肌酐清除率降至 50 mL/min 以下，改为 15 mg 每日一次。\n"
    "节律控制方面，患者左房内径 43 mm，症状以心悸为主，可先行心室率控制，三个月后复评。"
)
SECOND_OPINION = (
    "同意立即抗凝，药物及剂量无异议。既往轻型卒中距今已超过 12 个月，影像无出血转化，启动抗凝无需额外等待。\n"
    "血压目标值 < 130/80 mmHg，避免夜间低血压；建议 24 小时动态血压监测一次。"
)
