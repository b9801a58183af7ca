"""Words that another wording may bring: those that say nothing by themselves, and those of one meaning."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from corpus.text import has_han
from index.lexical import tokens

# Say nothing of the matter: pronouns, joints, counting and general words.
_LIGHT_EN = """
above accord according after have having had drop across actually add addition additionally again all allow along already alike also although always among amount
another any anyone anything anywhere applicable apply around aside away back based because become been before behind being belong below
besides between both bring brings brought but call called came can case cases certain come comes coming concern concerned concerning
contain contained contrary could count counts cover covers depend depending different differ do doing done down during each eight either
eleven else elsewhere else's enough especially even ever every everyone everybody everything example exactly exist exists fall falls far
few first five follow following follows for form former four further furthermore gave general generally get gets getting give given gives
go goes going gone good got happen happens hand hence here hold holds how however if in include includes including indeed instance instead
into involve is it itself just keep keeps kept kind kinds know known lay lays least leave less let lets lie lies like likewise list listed
lists long longer made main mainly make makes making many matter matters mean means meant mentioned mention mere merely might more moreover
most much must name named namely names need needed needs neither never nevertheless nine no nobody none nonetheless nor not nothing now
number object of off on once one only onto open or order other others otherwise ought out over own part particular particularly people per
person place placed places point points possible put puts rather reach reached read reads refer refers regard regarding regardless related
relevant remain remains respect result right rule rules run runs said same say says second see seen serve serves set sets seven several
shall should show shown shows side simply since six so some somebody someone something sometimes somewhere sort speak speaks specified
stand stands state stated states stating still such take taken takes taking tell tells ten than that their them themselves then there
therefore these they thing things third those though three through throughout thus till time times to together too top total toward twelve
turn turned turns twenty two type types under unless until up upon use used uses using usual usually various very want wants way ways well
were what whatever whenever where whereas wherever whether which whichever while who whoever whole whom whose why will with within without
word words would write writes written yes yet you your yours yourself half single plus mind lower higher rest able simply remain keep
isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't couldn't hasn't haven't hadn't shouldn't needn't mustn't it's that's
you're they're you'll you've there's he's she's what's told tell dated check plan took oblige
itself anew altogether unlike comparison compared compare instead whichever such mere really simply whatsoever thereby therein thereafter
thereof afterwards later earlier meanwhile both alone overall entire entirely fully partly partially about around roughly approximately
"""
# General verbs and qualities: they say how a thing is told, seldom what it is.
_GENERAL_EN = """
accept accepted accompany accomplish account achieve acquire act active adapt address adjust admit adopt advance affect afford aim amount answer
anticipate appear approach appropriate arrange arise assess assign associate assume assure attach attain attempt attend avoid await aware bear begin
believe belong bind break broad build careful carry cause cease choose circumstance claim clear close combine commit common compare complete comply
compose conclude conduct confine confirm connect consider consist constitute continue contribute control convert correct correspond create cross
current deal decide declare define deliver demand deny describe deserve designate desire detail determine develop devote differ difficult direct
disappear discover discuss display dispose distinguish disturb divide earn ease easy effect elapse eligible enable end engage enjoy enough ensure enter
entitle equal escape establish evade even event exceed except exclude exercise expect explain explicit express extra face fact fail failure fair familiar
fill find finish fit fix force foresee forget former forward found free frequent fulfil full function further gain gather govern grant group grow
guarantee handle happen hard help hinder hit hope identify ignore imply impose improve indicate individual inform insist intend issue item join
judge justify lack land large last lasting later lead learn leave left legal likely limit limited link local locate look lose maintain manage mark match
maximum measure meet member mind minimum miss mistake mix mixed month move narrow nature near necessary new normal note observe obtain obvious occasion occur
offer official old omit open operate opportunity opposite option ordinary original outcome overall own pass past pay perform period permit pick plain play
possess possession practice precise prefer prepare presence present preserve prevent previous principle prior private proceed produce proper
propose protect provide public publish purpose pursue put qualify question quick quote raise rate real reason receive recent recognise recognize
record reduce reflect refuse reject relate release rely remain remove renounce repeat reply report represent request require reserve resolve respond
rest restrict result retain return reveal run safe satisfy secure seek select send separate settle share short sign similar simple single situation
size small solve sole solely special specific specify spell spend spent spread standing start statement status stay step stop strength strict strong subject submit succeed
success sufficient suggest suit suitable supply support suppose sure surrender system task team tend test think threaten throw tie title touch track trade
treat true try unable unaffected understand undergo undertake unlimited unusual urge usual vary view visit wait want watch weak wide win wish
withdraw witness wonder work worth wrong country countries money cost costs amount amounts figure figures level standard area areas somewhere anyway beforehand overnight
sent kept made built held found lost paid met thus whereby wherein provided providing given granted owing due thanks despite notwithstanding
behalf sake regard view light basis ground grounds line lines terms term means way course process procedure step steps stage point fact effect force
"""
_LIGHT_ZH = """
这样 这种 这些 这一 这类 这项 这是 那样 那天 那些 那种 那里 那边 还有 还要 还可 还会 还能 还得 已经 已 多 最 最多 最高 最少 最长 依据 提出 受到 之间 开始 说明
方面 现已 却 照 照着 哪些 哪 哪里 哪儿 哪个 我们 你们 他们 大家 只能 不是 不会 不再 不过 不能 不可 不用 不必 不要 不让 多少 几 取得 获得 得到 拿到 原来 本来 然后 随后 接着
怎么办 怎么 如何 为何 是否 能否 效力 一方 另一方 双方 当初 除此之外 此外 另外 任何 其中 当中 之内 以内 以外 之外 出自 来自 相比 比较 更 更加 只是 仅 仅仅 即使 即便 就算 虽然 尽管
然而 因此 因而 从而 于是 那么 否则 不然 例外 究竟 到底 所谓 除了 其余 所示 时间 期间 情形 情况 场合 时 适用 一样 同样 一类 一种 一项 一份 一个 两种 两回事 前者 后者 有无 满足
关系 相关 有关 属 归 归于 由于 由 所 均 皆 都 全部 所有 凡 凡是 各 各个 各自 每个 任一 同一 统一 有的 有些 某些 某个 本身 自身 自行 经过 通过 经 过程 结果 内容 方式 方法 办法 做法 说法
叫作 叫做 称为 称作 名为 看作 视为 视作 当作 作为 成为 变成 变为 包括 包含 含 涉及 关系到 针对 面对 对于 就 而言 来说 一般 通常 往往 一直 始终 仍 仍然 依旧 依然 继续 目前 如今 当前
现行 写着 写明 写道 写的 写到 讲 讲到 提到 提及 说到 指出 表明 表示 介绍 列出 列明 列为 规定 明确 具体 相应 对应 上述 下列 以下 如下 以上 该项 其它 其他 别的 别人 他人 人家 有人 没人 谁 本条 本法
条文 条款 一条 一事 事情 事 事项 东西 地方 处 点 件 样 次 种 类 回 里面 外面 上面 下面 前面 后面 左右 大约 约 大概 至少 至多 起码 不管 无论 不论 一旦 倘若 假如 要是 若 若是 只有 除非 哪怕 直到
直至 截至 截止 为止 起 起算 算起 开 办好 办妥 办完 进行 实行 实施 施行 执行 采取 给予 予以 加以 使得 导致 造成 引起 发生 出现 存在 具有 拥有 带有 有着 需 须要 想 想要 希望 打算 愿意 准备 找 见到 遇到 碰到
第一 第二 第三 一类 两类 三类 首先 其次 最后 最终 分别 依次 分为 分成 共 总共 一共 合计 总计 加起来 一起 一同 共同 互相 相互 之类 等等 诸如 譬如 特别 尤其 十分 非常 比 较 太 过于 足够 并不 并非 并未
管 定 改 换成 放在 走 对待 看 听 问 答 用于 用来 用作 可用 有用 真正 确实 的确 其实 实际 实际上 本 此 此项 此类 另行 单独 不同 相同 差别 区别 分开 回事 怎样 这里 那儿 有没有 是不是 可是 不够 掉 一本 一篇 不算 它们 照办 从头 两件事 手里 所用 不肯 发给您 一步 一点点 有着 称 所称 所说 所列 所写 也就是说 换言之 即 一般来说
"""
# Words of one meaning, in both languages: one bears another out.
_GENERAL_ZH = """
填 填好 填写 填上 符合要求 合乎 合乎要求 多项 叠加 累加 相加 出具 开具 靠 凭 凭着 拿着 持着 数额 数目 数量 金额 额度 申请人 申请者 办理人 当事人 者 发放 发给 发 颁发 签发 制发 下发 跟着 随着 跟随 进来 出来 过来 过去
回来 回去 上来 下来 起来 上去 下去 收钱 花钱 剩下 余下 其余 钱 款 低于 高于 多于 少于 大于 小于 超出 超过 不足 不满 未满 满 达 达到 达不到 提供 供 不住 不能自己 自己人 送 送到 送交 借给 交给 转给 还给 留给 卖给 帮 帮忙 替 代替
弄 弄错 搞 搞错 弄清 弄清楚 分清 混淆 混为一谈 当成 当 收 收下 收到 接到 接受 受 受理 处理 对付 应付 解决 结清 了结 完成 做完 做好 完 成 到 到了 到头 过了 过后 快 快要 即将 将 将要 将会 要么 只好 不得不 应该 该 理应 本应
可行 行 行得通 好 不好 对 错 真 清楚 清晰 明白 知道 了解 懂 理解 认为 觉得 以为 看到 看见 发现 找到 找出 查到 查 搜 搜到 听说 据说 据称 据此 为此 对此 因此 由此 如此 这么 那么 多么 怎么样 何 何时 何地 何种 几个 几种 若干 数
连续 接连 不间断 一连 整 整整 足 足足 满了 刚 刚刚 刚好 正好 正 正在 仍在 还在 还没 还没有 尚 尚未 未曾 从未 从来 从来没有 永远 总是 老是 常 常常 时常 有时 偶尔 不时 随时 及早 趁早 尽早 早 晚 迟 迟于 早于 晚于
本人 亲自 亲身 自个儿 各人 人人 每人 个人 某人 何人 谁人 什么人 这个人 那个人 此人 其人 的人 人士 人员 人群 群体 对象 主体 方 一方面 方面 角度 层面 程度 范围 范畴 领域 区域 地区 地点 场所 地方 所在 所在地 当地 原地 异地 本地
过程 程序 步骤 手续 流程 环节 阶段 时段 时期 时刻 那时 这时 此时 到时 届时 同时 当天 当日 次日 隔天 前一天 后一天 头 头一 头一次 首 首个 末 末尾 尾 里头 外头 上头 底下 旁边 附近 周围 四周 中间 之中 之外
要点 关键 重点 核心 主要 次要 重要 必要 需要 需求 要求 条件 前提 基础 根据 理由 原因 缘故 目的 用途 作用 意义 意思 含义 定义 解释 说明 例子 实例 典型 标志 特点 特征 性质 属性 类型 类别 种类 品种 样式 形式 方式
增添 加 加上 外加 另加 附加 减 减去 扣 扣掉 扣除 除去 去掉 去除 删 删去 免去 少 少了 缺 缺少 缺乏 没了 丢 丢了 丢掉 失 失去 坏 坏了 偷 被偷 抢 被抢 骗 骗来 骗取 伪造 造假 假 假的 真实 属实 如实 照实
"""
_GROUPS = """
submit hand file present provide supply produce deliver turn lodge bring enclose attach furnish give send / 交 提交 递交 出示 提供 上交 交上 报送 报 附 附上 带 携带 带上 拿出 呈交 出具 交给 送交
approve permission approval consent authorisation agree permit allow licence authorise grant accept / 批准 许可 准许 同意 允许 获准 核准 审批 认可 准予 授权
obtain get receive acquire gain earn collect draw pick / 取得 获得 领取 领 获 得到 拿到 申领 享受 领到
apply application request ask file seek claim applicant / 申请 申领 请求 提出 要求 申报 报名
notify inform report tell notice announce declare / 报告 通知 告知 申报 上报 报 公告 告诉 声明
begin start commence launch open / 开始 起 启动 施行 实行 生效
end expire finish over lapse stop cease terminate close conclude / 届满 期满 到期 结束 终止 停止 失效 截止 终了 到头 满
valid force effective effect validity applicable good / 有效 施行 生效 效力 有效期 实施
void invalid ineffective null / 无效 作废 失效 没有效力
replace substitute instead exchange swap supersede / 换 换发 换领 代替 取代 替代 替换 补发 补领
cancel abolish scrap drop remove lift withdraw end revoke delete / 取消 注销 撤销 废止 废除 吊销 解除 放开 撤回 删除
check inspect verify examine control review audit / 检查 查验 核验 核查 审核 查 核对 审查 验
pay payment paid fee cost charge price contribute contribution expense bear settle / 缴 缴费 交费 付 支付 费用 收费 费 缴纳 承担 钱 出钱 负担 掏钱
free waive exempt exemption without / 免 免费 免收 不收 免除 豁免 免予
live reside residence stay dwell home lodge house housing lodging settle accommodation abode / 住 居住 居留 住所 停留 住宿 住处 居住地 住房 家 房子 房屋 留宿 暂住 定居
rent lease let hire / 租 租房 租赁 出租 承租
move relocate transfer shift / 迁 迁移 迁入 迁出 搬 搬家 转移 迁走 转 随迁
enter entry arrive arrival come land / 入境 进入 到达 抵达 进来 来 入 到 进出
leave exit depart departure go abroad travel trip journey / 出境 离境 离开 出国 动身 离 走 前往 出行 旅行 去
return back home / 返回 回 回国 回来 回去 回到 退回 归
work job employ employment occupation labour profession post position career hire worker / 工作 就业 职业 劳动 岗位 务工 任职 职务 聘用 上班 用工 单位
wage salary pay income earnings remuneration earn / 工资 收入 薪酬 报酬 薪 所得 挣钱 工钱
study school education learn schooling enrol attend class student pupil / 学习 上学 就学 入学 读书 就读 教育 学校 学业 学生 在校 求学
marry marriage spouse wedding married wed / 结婚 婚姻 配偶 夫妻 成婚
child children kid minor son daughter baby infant newborn / 孩子 子女 儿童 未成年人 小孩 婴儿 未成年 娃
parent mother father / 父母 父亲 母亲 家长 父 母 爸妈
family relative kin household / 家庭 亲属 家人 家属 亲戚 眷
document paper certificate proof evidence material record form / 材料 证件 证明 文件 证书 凭证 表 单据 资料 手续
card permit certificate document / 证 卡 证件
change alter amend modify revise switch adjust / 变更 变化 改 更改 修改 修订 调整 改变 变 改动 变动 有变 改过 换
extend extension prolong renew renewal longer / 延期 延长 续 续签 展期 换领
refuse reject deny decline turn down refusal / 拒绝 不予 不受理 驳回 不批准 不准 拒
punish penalty penalise sanction punishment / 处罚 罚 处分 罚则
fine penalty / 罚款 罚 罚金
detain detention custody arrest / 拘留 拘 羁押 扣留
prison imprisonment jail sentence / 徒刑 监狱 服刑 刑 判刑 坐牢
forge fake false counterfeit fabricate forged deceit fraud cheat lie untrue / 伪造 变造 假 虚假 造假 弄虚作假 骗 骗取 欺骗 隐瞒
illegal unlawful against law / 非法 违法 违反 不合法
law legal statute act lawful / 法律 法 依法 法定 合法
prohibit forbid ban bar prevent stop keep block restrict limit restriction limitation / 禁止 不准 不得 限制 阻止 不许 不让 不能
need require necessary must requirement demand call ask want condition term / 需要 必须 应当 要求 条件 须 要 必要
permit allow let may can able possible entitle right / 可以 允许 准许 能 可 有权 权利
office authority agency department bureau body organ institution service administration / 机关 部门 机构 局 单位 办公室 窗口 主管部门 经办机构 当局
police security officer / 公安 公安机关 派出所 警察 民警
mission embassy consulate / 使领馆 使馆 领馆 驻外 签证机关
government state national country authority nation / 政府 国家 国 全国 国务院
local regional place area region district / 当地 本地 地方 地区 区 地
city town urban municipal / 城市 城镇 市 市区 城
village rural countryside / 农村 村 乡 农
abroad foreign overseas outside international / 国外 境外 外国 海外 外 别国 外面
inside within domestic internal / 境内 国内 内 里
border frontier port crossing / 边境 口岸 边防 边检 国境 国（边）境
hospital medical doctor health treatment clinic care / 医院 医疗 就医 医生 健康 看病 医保 治疗
insurance insured cover social / 保险 参保 社保 医保 投保
pension retire retirement old / 养老 养老金 退休 退休金
child birth born bear / 出生 生育 生 出世 生在
death die dead deceased / 死亡 去世 死 身故
lose lost missing loss stolen theft steal robbed / 遗失 丢失 丢 失窃 被盗 盗 偷 抢 被盗抢 损失
damage damaged broken spoil worn / 损毁 损坏 坏 破损
immediately promptly once delay soon quickly without / 立即 马上 及时 当场 立刻 尽快
annual yearly year / 每年 年度 年 一年 全年
month monthly / 月 每月
repeat again anew new further renewed / 再 再次 重新 重 又 另
earlier previous former before past old prior once / 以前 曾 原 之前 过去 旧 原来 从前 先
later after following then next subsequent afterwards / 以后 之后 后 后来 此后 随后
first initial / 首次 第一次 初次 首 初
last final latest / 最后 最终 末 最近
equal same identical alike equivalent / 相同 同等 平等 一样 同 等同
different differ other distinct another / 不同 另 其他 别的 区别
total sum altogether whole entire all full complete / 总 合计 总额 全部 全 完整 累计 共
part portion share some / 部分 份 一部分
increase raise rise higher more grow add / 提高 增加 上升 加 增 延迟
reduce cut lower less decrease shorten deduct take / 减 降低 减少 扣 缩短 少 下降
ease relax loosen widen open / 放宽 放开 宽松 松
strict tighten stricter rigorous / 严 严格 从严
severe serious grave heavy / 严重 情节严重 重 恶劣
minor light lenient mild slight / 轻 情节较轻 较轻 从轻
help assist aid support abet assistance / 帮助 协助 帮 帮忙 扶养 救助 资助 支持
hide conceal shelter harbour / 藏匿 隐瞒 容留 藏
keep retain hold maintain store seize / 保留 保存 扣押 留 保管 持 持有 收
use employ utilise serve / 使用 用 凭 利用 拿
show indicate state say mention specify set out prove list / 显示 写 规定 载明 称 注明 列出 说 标明 写明 证明
count reckon calculate computed worked measured / 计算 算 计 折算 计发 累计 计入
cover include comprise contain embrace / 包括 包含 涵盖 含 覆盖
choose select option pick elect / 选择 选 任选 自愿
voluntary optional own / 自愿 自主 自己
person individual people human man somebody / 人 个人 人员 者 者
mainlander mainland / 内地 大陆
foreigner foreign national alien / 外国人 外籍
nationality citizen national citizenship / 国籍 公民 籍
identity identification who / 身份 身份证 是谁
photo picture photograph / 照片 相片
written writing letter / 书面 信 函
online internet website web site electronic / 网上 线上 网站 在线 互联网 网络 网页
phone telephone call hotline ring number / 电话 热线 打 拨打 号码
guide guidance instruction manual guideline / 指南 指导 指引
page website site web / 页面 网站 网页
report news article story media / 报道 新闻 消息 媒体
research study paper survey / 研究 论文 调查
opinion view guidance / 意见 观点
plan scheme programme / 方案 计划 规划
unchecked checked verified verify check / 核查 核对 未核查 核实 没有核查
read text reading / 读 文本 正文 读到 查阅
purpose reason ground cause why aim / 事由 理由 原因 目的 缘由
time period term limit duration span length / 期限 时间 期 期间 时限 限期
deadline limit due latest / 期限 截止 限期 时限
owner own possess property / 所有 自有 产权 业主
agent representative proxy behalf someone / 代理 代办 代为 委托 替 代
guest traveller visitor tourist / 旅客 客人 游客 住客
host householder / 留宿人 户主
car vehicle driving drive driver / 车 汽车 机动车 驾驶
test exam examination / 考试 考 科目
standard level grade class tier / 标准 级 级别 等级 档
point score mark / 分 积分 分数 分值 得分
quota number cap ceiling maximum limit / 名额 限额 上限 封顶
hukou household registration register / 户口 户籍 落户 入户 登记
register registration record enter enrol / 登记 申报 注册 备案 记录
settle settlement hukou / 落户 入户 定居
separate apart distinct single / 分开 单独 另行
court judge judgment trial / 法院 判决 诉讼 法官 裁判
crime criminal offence guilty / 犯罪 刑事 罪 违法犯罪
war army military soldier / 军 军人 军队 兵役
company firm employer enterprise business / 公司 企业 单位 用人单位
teach teacher professor / 教师 教 老师
artist performance show performer perform / 演出 表演 文艺 演员
meet satisfy fulfil qualify comply conform / 符合 满足 达到 合格 具备
carry perform execute discharge enforce / 履行 执行 实施 办
decide decision determine rule / 决定 裁定 确定 认定
supervise inquiry investigate probe / 监察 调查 审查 监督
unpaid owe arrears owing / 欠 拖欠 欠缴
refund reimburse / 退 退还 报销
stamp seal mark endorse endorsement / 签注 盖章 加注 印章 章
exhausted poor hardship poverty / 困难 贫困 低保
"""


@lru_cache(maxsize=1)
def light_words() -> frozenset[str]:
    """Words that need nothing to bear them out, English ones by their stems."""
    general = (word for own, words in _thesaurus() if own == _ANY_RULE for word in words)
    english, chinese = tokens(_LIGHT_EN + _GENERAL_EN), (_LIGHT_ZH + _GENERAL_ZH).split()
    return frozenset((*english, *chinese, *general))


@lru_cache(maxsize=1)
def groups_of() -> dict[str, frozenset[str]]:
    """Word → every word that bears it out."""
    found: dict[str, set[str]] = {}
    for line in _GROUPS.strip().splitlines():
        english, _, chinese = line.partition(" / ")
        group = {*tokens(english), *chinese.split()}
        for word in group:
            found.setdefault(word, set()).update(group)
    return {word: frozenset(group) for word, group in found.items()}


THESAURUS = Path(__file__).with_name("thesaurus.tsv")
_ANY_RULE = "*"


@lru_cache(maxsize=1)
def _thesaurus() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(word of the corpus, words that may stand for it, English ones by their stems)."""
    lines = (line for line in THESAURUS.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    parts = (line.partition("\t") for line in lines)
    return tuple((own, tuple(_tokens(words))) for own, _, words in parts)


def _tokens(words: str) -> Iterator[str]:
    for word in words.split():
        yield from [word] if has_han(word) else tokens(word)


@lru_cache(maxsize=1)
def reworded() -> dict[str, frozenset[str]]:
    """Word → words of the corpus that it may stand for; not the reverse."""
    found: dict[str, set[str]] = {}
    for own, words in _thesaurus():
        for word in words:
            found.setdefault(word, set()).add(own)
    return {word: frozenset(owns) for word, owns in found.items()}
