/*
 * <hukou-assistant>: the assistant on any page. One file, no dependency, no build step.
 * docs/widget.md says how to use it. Text from the server only ever becomes text nodes.
 *
 *   question ─ Service: session, chat, events ─► Turn ─ sentences, cards, options ─► shadow DOM
 */
(() => {
  "use strict";
  if (customElements.get("hukou-assistant")) return;

  const SCRIPT = document.currentScript ?? document.querySelector('script[src*="/widget.js"]');
  const BASE = baseOf(SCRIPT?.src);
  const STATUSES = ["foreigner", "hmt", "citizen", "overseas_chinese"];
  const LANGUAGES = { en: "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文" };
  const ATTRIBUTES = [
    "widget", "status", "place", "theme", "mode", "host", "src", "keep", "heading",
  ];
  const SESSION = "/api/v1/widget/session";
  const RESUMES = 3; // tries to go on with a broken answer
  const RENEW_MS = 5_000; // a token this near to its end is renewed first
  const LIMITED_SECONDS = 30; // the wait where the server names none

  // --- Words ------------------------------------------------------------------------------------

  const WORDS = {
    en: {
      title: "Hukou and residence questions",
      launch: "Questions on hukou, permits and registration",
      close: "Close",
      clear: "Delete this conversation",
      cleared: "The conversation was deleted.",
      language: "Language",
      conversation: "Conversation",
      welcome:
        "Ask about hukou, residence permits, visas and police registration in China. Every answer " +
        "names the rule it comes from: press a number to read it.",
      examples: [
        "I'm American. How soon must I register after moving into a friend's flat?",
        "How do I get a residence permit?",
        "I got a new passport. Do I have to change my residence permit?",
      ],
      input: "Your question",
      send: "Send",
      stop: "Stop",
      asked: "You asked:",
      as: "as: {name}",
      answering: "Answering …",
      stopped: "Stopped.",
      about: "About you",
      notSaid: "not said",
      status: "Who is asking",
      place: "City or province",
      statuses: {
        foreigner: "Foreign national",
        hmt: "Hong Kong, Macao or Taiwan resident",
        citizen: "Mainland citizen",
        overseas_chinese: "Chinese citizen settled abroad",
      },
      source: "Source {number}: {title}",
      sourceOf: "Source {number}",
      unverified: "not verified in any source",
      grades: { page: "page, not a law", official_guide: "official guide" },
      standings: {
        in_force: "in force",
        superseded: "replaced since",
        repealed: "repealed",
        unchecked: "later changes not checked",
      },
      since: "in force since {day}",
      until: "until {day}",
      asOf: "text as of {day}",
      compared: "Compared with the source on {day}",
      holds: "Holds for: {scope}",
      link: "Open the text",
      pair: "Show in Chinese",
      answeredFor: "Answered for: {scope}",
      assumed: "assumed",
      carried: "Taken over from before:",
      carriedNames: { topic: "your earlier question", dates: "the dates you gave" },
      forget: "Leave out of the next question: {name}",
      forgotten: "Left out of the next question: {name}",
      dates: "Dates",
      calendar: "Put the date into a calendar",
      disagree: "Sources {sides} disagree.",
      prevails: "Source {number} goes before.",
      open: "Which one holds is open.",
      helpful: "Was this helpful?",
      up: "Yes, helpful",
      down: "No, not helpful",
      thanks: "Thank you.",
      comment: "What was wrong or missing? (no personal data)",
      sendComment: "Send comment",
      privacy:
        "Information, not legal advice. Do not type passport or identity card numbers. Hotline: ",
      retry: "Try again",
      troubles: {
        offline: "You are offline. The question is kept here.",
        unreachable: "The assistant cannot be reached just now.",
        refused: "The assistant is not allowed on this site. The site's owner can have it added.",
        limited: "Too many questions in a short time. Please wait {seconds} seconds.",
        invalid: "This question could not be taken.",
        broken: "Something broke on the server.",
      },
      comma: ", ",
      colon: ": ",
    },
    "zh-Hans": {
      title: "户口与居留问答",
      launch: "咨询户口、居住证件和住宿登记",
      close: "关闭",
      clear: "删除本次对话",
      cleared: "对话已删除。",
      language: "语言",
      conversation: "对话",
      welcome: "可以问户口、居住证、居留许可、签证和住宿登记。每一句都注明出处，点数字就能看到原规定。",
      examples: ["孩子出生多久要上户口？", "居住证多久签注一次？", "外国朋友住我家，多久要去登记？"],
      input: "您的问题",
      send: "发送",
      stop: "停止",
      asked: "您问：",
      as: "身份：{name}",
      answering: "正在回答……",
      stopped: "已停止。",
      about: "您的情况",
      notSaid: "未说明",
      status: "您的身份",
      place: "城市或省份",
      statuses: {
        foreigner: "外国人",
        hmt: "港澳台居民",
        citizen: "内地（大陆）居民",
        overseas_chinese: "华侨",
      },
      source: "出处{number}：{title}",
      sourceOf: "出处{number}",
      unverified: "没有找到可核对的出处",
      grades: { page: "网页，不是法规", official_guide: "办事指南" },
      standings: {
        in_force: "现行有效",
        superseded: "已被取代",
        repealed: "已废止",
        unchecked: "此后是否修改未核对",
      },
      since: "{day}起施行",
      until: "至{day}",
      asOf: "文本截至{day}",
      compared: "{day}与出处核对",
      holds: "适用：{scope}",
      link: "打开原文",
      pair: "显示英文",
      answeredFor: "按此回答：{scope}",
      assumed: "推定",
      carried: "沿用前面的：",
      carriedNames: { topic: "前一个问题", dates: "您给的日期" },
      forget: "下一问不再沿用：{name}",
      forgotten: "下一问不再沿用：{name}",
      dates: "日期",
      calendar: "把日期加入日历",
      disagree: "出处{sides}说法不一致。",
      prevails: "以出处{number}为准。",
      open: "以哪个为准尚不确定。",
      helpful: "有帮助吗？",
      up: "有帮助",
      down: "没有帮助",
      thanks: "谢谢。",
      comment: "哪里不对或者缺什么？（请勿写个人信息）",
      sendComment: "发送意见",
      privacy: "只提供信息，不是法律意见。请勿输入护照号、身份证号。热线：",
      retry: "重试",
      troubles: {
        offline: "网络已断开。问题保留在这里。",
        unreachable: "暂时连不上问答服务。",
        refused: "本网站未获准使用问答服务，可由网站负责人申请添加。",
        limited: "短时间内提问太多，请等{seconds}秒。",
        invalid: "这个问题无法受理。",
        broken: "服务器出错了。",
      },
      comma: "，",
      colon: "：",
    },
    "zh-Hant": {
      title: "戶口與居留問答",
      launch: "諮詢戶口、居住證件和住宿登記",
      close: "關閉",
      clear: "刪除本次對話",
      cleared: "對話已刪除。",
      language: "語言",
      conversation: "對話",
      welcome: "可以問戶口、居住證、居留許可、簽證和住宿登記。每一句都註明出處，點數字就能看到原規定。",
      examples: [
        "臺灣居民怎麼申領居住證？",
        "香港人在內地住多久可以申請居住證？",
        "孩子出生多久要報戶口？",
      ],
      input: "您的問題",
      send: "送出",
      stop: "停止",
      asked: "您問：",
      as: "身分：{name}",
      answering: "正在回答……",
      stopped: "已停止。",
      about: "您的情況",
      notSaid: "未說明",
      status: "您的身分",
      place: "城市或省份",
      statuses: {
        foreigner: "外國人",
        hmt: "港澳臺居民",
        citizen: "內地（大陸）居民",
        overseas_chinese: "華僑",
      },
      source: "出處{number}：{title}",
      sourceOf: "出處{number}",
      unverified: "沒有找到可核對的出處",
      grades: { page: "網頁，不是法規", official_guide: "辦事指南" },
      standings: {
        in_force: "現行有效",
        superseded: "已被取代",
        repealed: "已廢止",
        unchecked: "此後是否修改未核對",
      },
      since: "{day}起施行",
      until: "至{day}",
      asOf: "文本截至{day}",
      compared: "{day}與出處核對",
      holds: "適用：{scope}",
      link: "打開原文",
      pair: "顯示英文",
      answeredFor: "按此回答：{scope}",
      assumed: "推定",
      carried: "沿用前面的：",
      carriedNames: { topic: "前一個問題", dates: "您給的日期" },
      forget: "下一問不再沿用：{name}",
      forgotten: "下一問不再沿用：{name}",
      dates: "日期",
      calendar: "把日期加入日曆",
      disagree: "出處{sides}說法不一致。",
      prevails: "以出處{number}為準。",
      open: "以哪個為準尚不確定。",
      helpful: "有幫助嗎？",
      up: "有幫助",
      down: "沒有幫助",
      thanks: "謝謝。",
      comment: "哪裡不對或者缺什麼？（請勿寫個人資料）",
      sendComment: "送出意見",
      privacy: "只提供資訊，不是法律意見。請勿輸入護照號碼、身分證號碼。熱線：",
      retry: "重試",
      troubles: {
        offline: "網路已斷開。問題保留在這裡。",
        unreachable: "暫時連不上問答服務。",
        refused: "本網站未獲許可使用問答服務，可由網站負責人申請加入。",
        limited: "短時間內提問太多，請等{seconds}秒。",
        invalid: "這個問題無法受理。",
        broken: "伺服器出錯了。",
      },
      comma: "，",
      colon: "：",
    },
  };
  const HOTLINE = "12367";
  // Places that have documents of their own; any other is shown as the last part of its path.
  const PLACES = {
    cn: ["All of China", "全国", "全國"],
    "cn/beijing": ["Beijing", "北京", "北京"],
    "cn/chongqing": ["Chongqing", "重庆", "重慶"],
    "cn/fujian": ["Fujian", "福建", "福建"],
    "cn/gansu": ["Gansu", "甘肃", "甘肅"],
    "cn/guangdong": ["Guangdong", "广东", "廣東"],
    "cn/guangdong/foshan": ["Foshan", "佛山", "佛山"],
    "cn/guangdong/guangzhou": ["Guangzhou", "广州", "廣州"],
    "cn/guangdong/shenzhen": ["Shenzhen", "深圳", "深圳"],
    "cn/guangdong/zhuhai": ["Zhuhai", "珠海", "珠海"],
    "cn/hebei": ["Hebei", "河北", "河北"],
    "cn/jiangxi": ["Jiangxi", "江西", "江西"],
    "cn/shaanxi": ["Shaanxi", "陕西", "陝西"],
    "cn/shaanxi/xian": ["Xi'an", "西安", "西安"],
    "cn/shanghai": ["Shanghai", "上海", "上海"],
    "cn/sichuan": ["Sichuan", "四川", "四川"],
    "cn/sichuan/chengdu": ["Chengdu", "成都", "成都"],
    "cn/zhejiang": ["Zhejiang", "浙江", "浙江"],
    "cn/zhejiang/hangzhou": ["Hangzhou", "杭州", "杭州"],
  };

  function fill(template, values) {
    return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** The name of a place; what is no path, a name that somebody typed, stays as it is. */
  function placeName(place, language) {
    const names = PLACES[place];
    if (names) return names[Object.keys(LANGUAGES).indexOf(language)];
    if (!/^cn(\/[a-z-]+)+$/.test(place)) return place;
    return place
      .split("/")
      .pop()
      .replace(/(^|-)([a-z])/g, (_, dash, letter) => (dash ? " " : "") + letter.toUpperCase());
  }

  /** The language of ours that a BCP 47 tag means; undefined for any other. */
  function languageOf(tag) {
    const name = (tag ?? "").toLowerCase();
    if (/^zh\b/.test(name)) return /hant|-(tw|hk|mo)\b/.test(name) ? "zh-Hant" : "zh-Hans";
    return /^en\b/.test(name) ? "en" : undefined;
  }

  /** Whether a question is typed in Chinese: a few Latin words in it change nothing. */
  function isChinese(text) {
    const characters = text.match(/[\u3400-\u9fff]/g)?.length ?? 0;
    return characters > 0 && (text.match(/[A-Za-z]{2,}/g)?.length ?? 0) <= characters;
  }

  // --- Service: sessions, calls, streams --------------------------------------------------------

  /** The address that the API stands under; "" where the given one is no http(s) address. */
  function baseOf(address) {
    if (!address) return "";
    try {
      const url = new URL(address, document.baseURI);
      if (!/^https?:$/.test(url.protocol)) return "";
      return url.origin + url.pathname.replace(/\/(widget\.js)?$/, "");
    } catch {
      return "";
    }
  }

  /** What went wrong; `kind` is a key of `troubles` in the words. */
  class Trouble extends Error {
    constructor(kind, { status = 0, detail = "", hint = "", seconds = 0 } = {}) {
      super(detail || kind);
      Object.assign(this, { kind, status, detail, hint, seconds });
    }

    static async of(response) {
      const { status } = response;
      const problem = await response.json().catch(() => ({}));
      const kind =
        status === 401 || status === 403 ? "refused"
        : status === 429 ? "limited"
        : status < 500 ? "invalid"
        : "broken";
      const seconds = Number.parseInt(response.headers.get("Retry-After"), 10) || LIMITED_SECONDS;
      return new Trouble(kind, { status, detail: problem.detail, hint: problem.hint, seconds });
    }
  }

  /** Storage of the tab; where it is blocked, or not wanted, nothing is kept. */
  class Memory {
    #key;

    constructor(key) {
      this.#key = key;
    }

    read() {
      try {
        return (this.#key && JSON.parse(sessionStorage.getItem(this.#key))) || {};
      } catch {
        return {};
      }
    }

    write(record) {
      if (!this.#key) return;
      try {
        sessionStorage.setItem(this.#key, JSON.stringify({ ...this.read(), ...record }));
      } catch {
        // blocked or full: the conversation lasts as long as the page
      }
    }

    forget() {
      try {
        if (this.#key) sessionStorage.removeItem(this.#key);
      } catch {
        // blocked: there is nothing to remove
      }
    }
  }

  /** Server-sent events as {name, id, data}; one that the connection cut short is left out. */
  async function* eventsIn(stream) {
    const [reader, decoder] = [stream.getReader(), new TextDecoder()];
    let text = "";
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        const blocks = (text + decoder.decode(value, { stream: true })).split(/\r\n\r\n|\n\n|\r\r/);
        text = blocks.pop();
        for (const block of blocks) {
          const event = { name: "message", id: "", data: "" };
          for (const line of block.split(/\r\n|\n|\r/)) {
            const [, field, content] = /^(\w+): ?(.*)$/.exec(line) ?? [];
            if (field === "event") event.name = content;
            else if (field === "id") event.id = content;
            else if (field === "data") event.data += content;
          }
          if (event.data) yield { ...event, data: JSON.parse(event.data) };
        }
      }
    } finally {
      reader.cancel().catch(() => {});
    }
  }

  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  /** The API as one widget on one page may use it. */
  class Service {
    #base;
    #widget;
    #memory;
    #token = "";
    #expires = 0;
    #starting = null;
    #passages = new Map();
    conversation = null;

    constructor(base, widget, memory) {
      this.#base = base;
      this.#widget = widget;
      this.#memory = memory;
    }

    /** Begin a session, or renew it; calls at the same time share one request. */
    start() {
      this.#starting ??= this.#begin().finally(() => (this.#starting = null));
      return this.#starting;
    }

    async #begin() {
      const token = this.#token || this.#memory.read().token;
      const body = { widget: this.#widget, ...(token && { token }) };
      const response = await this.#fetch("POST", SESSION, { body }).catch(async (trouble) => {
        throw (await this.#isAlive()) ? notAdmitted() : trouble;
      });
      if (!response.ok) throw await Trouble.of(response);
      const session = await response.json();
      this.#token = session.token;
      this.#expires = Date.now() + session.expires_in * 1000;
      this.conversation = session.conversation_id;
      this.#memory.write({ token: session.token, conversation: session.conversation_id });
      return session.widget ?? {};
    }

    /** Whether the server answers at all: to a page that it does not admit it shows nothing else. */
    #isAlive() {
      const options = { mode: "no-cors", credentials: "omit", cache: "no-store" };
      return fetch(`${this.#base}/healthz`, options).then(() => true, () => false);
    }

    /** Call the API with the session's token, renewed once where it has run out. */
    async call(method, path, options = {}) {
      if (!this.#token || Date.now() > this.#expires - RENEW_MS) await this.start();
      let response = await this.#fetch(method, path, options);
      if (response.status === 401) {
        await this.start();
        response = await this.#fetch(method, path, options);
      }
      if (!response.ok) throw await Trouble.of(response);
      return response;
    }

    async #fetch(method, path, { body, headers = {}, signal } = {}) {
      const sent = { ...headers };
      if (body) sent["Content-Type"] = "application/json";
      if (this.#token && path !== SESSION) {
        sent.Authorization = `Bearer ${this.#token}`;
      }
      try {
        return await fetch(this.#base + path, {
          method,
          headers: sent,
          body: body && JSON.stringify(body),
          signal,
          credentials: "omit",
          cache: "no-store",
          referrerPolicy: "no-referrer",
        });
      } catch (error) {
        throw connectionTrouble(error);
      }
    }

    /**
     * Ask; yields events up to `reply`. An answer cut short goes on where it stopped; where the
     * server kept nothing of it, `again` says so and it is asked once more.
     */
    async *chat(question, signal) {
      const body = { ...question, stream: true };
      let [began, last, isWhole] = [false, "", false];
      for (let resumes = 0; ; resumes += 1) {
        try {
          const headers = last ? { "Last-Event-ID": last } : {};
          const response = await this.call("POST", "/api/v1/chat", { body, headers, signal });
          began = true;
          for await (const event of eventsIn(response.body)) {
            if (event.name === "error") throw new Trouble("broken", event.data);
            last = event.id || last;
            isWhole = event.name === "reply";
            yield event;
          }
          if (isWhole) return;
          throw new Trouble("unreachable");
        } catch (error) {
          if (isWhole) return;
          const trouble = connectionTrouble(error);
          const isLost = trouble.status === 404;
          const isCut = trouble.kind === "unreachable" || trouble.kind === "offline" || isLost;
          if (!began || !isCut || resumes === RESUMES) throw trouble;
          if (isLost) {
            last = "";
            yield { name: "again" };
          }
          await pause(300 * 2 ** resumes);
        }
      }
    }

    /** A passage, asked for once. */
    passage(id) {
      if (!this.#passages.has(id)) {
        const path = `/api/v1/passages/${encodeURIComponent(id).replaceAll("%2F", "/")}`;
        const found = this.call("GET", path).then((response) => response.json());
        found.catch(() => this.#passages.delete(id));
        this.#passages.set(id, found);
      }
      return this.#passages.get(id);
    }

    /** The address of a reply's dates as a calendar file; the receipt's id is its secret. */
    calendar(receipt) {
      return `${this.#base}/api/v1/receipts/${encodeURIComponent(receipt)}/deadlines.ics`;
    }

    async history() {
      const path = `/api/v1/conversations/${encodeURIComponent(this.conversation)}`;
      return (await this.call("GET", path)).json();
    }

    async remove() {
      const path = `/api/v1/conversations/${encodeURIComponent(this.conversation)}`;
      await this.call("DELETE", path).catch((trouble) => {
        if (trouble.status !== 404) throw trouble; // nothing was kept yet
      });
      this.#memory.forget();
      this.#token = "";
      this.conversation = null;
    }
  }

  function notAdmitted() {
    const hint = `hukou widget add NAME --origin ${location.origin}`;
    return new Trouble("refused", { status: 403, detail: "this origin is not admitted", hint });
  }

  /** A failed fetch or a stream that broke, as a Trouble; what a person stopped stays as it is. */
  function connectionTrouble(error) {
    if (error instanceof Trouble || error.name === "AbortError") return error;
    return new Trouble(navigator.onLine ? "unreachable" : "offline");
  }

  // --- Drawing ----------------------------------------------------------------------------------

  /** An element; functions become listeners, children nodes or text. */
  function h(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") node.addEventListener(name, value);
      else if (value === true) node.setAttribute(name, "");
      else if (value !== false && value != null) node.setAttribute(name, value);
    }
    node.append(...children.flat(2).filter((child) => child != null && child !== false));
    return node;
  }

  const ICONS = {
    ask: "M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zm4.6 4.4 1.5.9c.4-.6 1-1 1.9-1 .8 0 1.4.4 1.4 1 0 .5-.3.8-1 1.3-.9.6-1.4 1.2-1.4 2.2v.3h1.7v-.2c0-.5.3-.8 1-1.3.9-.6 1.5-1.3 1.5-2.4 0-1.5-1.3-2.5-3.1-2.5-1.6 0-2.8.7-3.5 1.700zM11 14v1.800h1.800V14z",
    close: "m6.4 5 5.6 5.600L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.600L6.4 19 5 17.600l5.6-5.600L5 6.400z",
    clear: "M9 3h6l1 2h4v2H4V5h4zM6 8h12l-1 13H7zm3.5 3v7H11v-7zm3.5 0v7h1.500v-7z",
    send: "m3 20 19-8L3 4v6l12 2-12 2z",
    stop: "M6 6h12v12H6z",
    up: "M2 10h4v11H2zm6 0 4-8c1.7 0 2.5 1.2 2.5 2.500L14 9h6c1.2 0 2 1 1.8 2.200l-1.5 8c-.2 1-1 1.8-2 1.800H8z",
    down: "M2 14h4V3H2zm6 0 4 8c1.7 0 2.5-1.2 2.5-2.500L14 15h6c1.2 0 2-1 1.8-2.200l-1.5-8c-.2-1-1-1.8-2-1.800H8z",
  };

  function icon(name) {
    const [svg, path] = ["svg", "path"].map((tag) =>
      document.createElementNS("http://www.w3.org/2000/svg", tag),
    );
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", ICONS[name]);
    path.setAttribute("fill-rule", "evenodd");
    svg.append(path);
    return svg;
  }

  /** Text whose telephone numbers can be called. */
  function withPhones(text) {
    return text.split(/(\+?\d[\d -]{3,}\d)/).map((part, at) => (at % 2 ? phone(part) : part));
  }

  function phone(number) {
    return h("a", { href: `tel:${number.replace(/[^\d+]/g, "")}` }, number);
  }

  /** One line on a source: title, where in it, grade where it is no law, standing, dates. */
  function sourceLine(source, language) {
    const w = WORDS[language];
    const name = language === "en" ? source.instrument_title : `《${source.instrument_title}》`;
    const where = h("span", { "data-where": true }, source.locator ?? "");
    const facts = [];
    if (w.grades[source.grade]) facts.push(w.grades[source.grade]);
    if (source.grade !== "page") {
      const dated = source.status === "in_force" && source.effective_from;
      facts.push(dated ? fill(w.since, { day: source.effective_from }) : w.standings[source.status]);
    }
    if (source.effective_until) facts.push(fill(w.until, { day: source.effective_until }));
    facts.push(fill(w.asOf, { day: source.text_as_of }));
    const line = [name, source.locator && (language === "en" ? w.comma : ""), where];
    const link =
      /^https?:\/\//i.test(source.url ?? "") &&
      h("a", { href: source.url, target: "_blank", rel: "noopener noreferrer" }, w.link);
    return h("li", {}, line, ` · ${facts.join(" · ")}`, link && " · ", link);
  }

  function scopeName(place, statuses, language) {
    const names = statuses.filter(Boolean).map((status) => WORDS[language].statuses[status]);
    return [...names, placeName(place, language)].join(" · ");
  }

  /** 第39条第2款 in the characters of a language. */
  function inScript(where, language) {
    if (language !== "zh-Hant") return where;
    return where.replace(/[条点项]/g, (unit) => ({ 条: "條", 点: "點", 项: "項" })[unit]);
  }

  let cards = 0; // of the page, so that every card has an id of its own

  /** The quote behind a number, and where it stands, for whom, since when. */
  function cardOf(citation, language, id, service) {
    const w = WORDS[language];
    const verified = citation.sources.find((source) => source.verified_on)?.verified_on;
    const sources = citation.sources.map((source) => sourceLine(source, language));
    const other = h("blockquote", { hidden: true });
    const pair = h("button", { type: "button", class: "link", hidden: true }, w.pair);
    const node = h(
      "div",
      { id, class: "card", part: "card", role: "group", hidden: true,
        "aria-label": fill(w.sourceOf, { number: citation.number }) },
      h("blockquote", {}, citation.quote),
      other,
      pair,
      h("ul", {}, sources.length ? sources : h("li", {}, w.unverified)),
      h("p", {}, fill(w.holds, { scope: scopeName(citation.place, citation.statuses, language) })),
      verified && h("p", {}, fill(w.compared, { day: verified })),
    );
    return { node, complete: () => completeCard({ citation, language, sources, other, pair }, service) };
  }

  /** What only the passage says: how its locators read, and the same in the other language. */
  async function completeCard({ citation, language, sources, other, pair }, service) {
    const passage = await service.passage(citation.passage_id).catch(() => null);
    passage?.sources.forEach((source, at) => {
      const where = inScript(source.where, language);
      if (where) sources[at]?.querySelector("[data-where]").replaceChildren(where);
    });
    if (!passage?.pair || !pair.hidden || !other.hidden) return;
    pair.hidden = false;
    pair.onclick = async () => {
      const found = await service.passage(passage.pair).catch(() => null);
      if (!found) return;
      other.lang = passage.pair.endsWith(".zh") ? "zh" : "en";
      other.replaceChildren(found.text);
      [other.hidden, pair.hidden] = [false, true];
    };
  }

  /** One question with what came back. */
  class Turn {
    #owner;
    #service;
    #cited = new Map();
    #groups = "";
    #drawn = "";
    #lines = h("div", { class: "lines" });
    #rest = h("div", { class: "rest" });
    #trouble = h("div");

    /** @param owner what a turn may ask of the element: choose, forget, report, retry */
    constructor(asked, { as, language, service, owner }) {
      Object.assign(this, { asked, language, reply: null });
      this.#owner = owner;
      this.#service = service;
      const w = WORDS[language];
      this.question = h(
        "p",
        { class: "asked", part: "question" },
        h("span", { class: "unseen" }, w.asked),
        asked,
        as && h("small", {}, fill(w.as, { name: as })),
      );
      this.answer = h("div", { class: "answer", part: "answer" }, this.#lines, this.#rest);
      this.node = h("article", { part: "turn" }, this.question, this.answer, this.#trouble);
      this.wait(true);
    }

    wait(on) {
      const w = WORDS[this.language];
      this.#rest.replaceChildren(...(on ? [h("p", { class: "waiting" }, w.answering)] : []));
    }

    add(sentence) {
      for (const citation of sentence.cited ?? []) this.#cited.set(citation.number, citation);
      this.#drawn += `${sentence.text}\n`;
      const group = this.#groupName(sentence.group);
      if (group && group !== this.#groups) this.#lines.append(h("h3", { class: "group" }, group));
      this.#groups = group || this.#groups;
      this.#lines.append(...this.#sentence(sentence));
    }

    #groupName(group) {
      if (!group?.status) return "";
      const status = WORDS[this.language].statuses[group.status];
      return group.place === "cn" ? status : `${status} · ${placeName(group.place, this.language)}`;
    }

    #sentence({ text, role, citations }) {
      const cards = [];
      const marks = citations.filter((number) => this.#cited.has(number)).map((number) => {
        const made = this.#mark(this.#cited.get(number));
        cards.push(made.card);
        return made.button;
      });
      const shown = role === "contact" ? withPhones(text) : [text];
      const attributes = { class: role, part: "sentence", lang: this.language };
      const tag = role === "heading" ? "h3" : "p";
      return [h(tag, attributes, shown, marks.length > 0 && " ", marks), ...cards];
    }

    #mark(citation) {
      const w = WORDS[this.language];
      cards += 1;
      const id = `card-${cards}`;
      const { node, complete } = cardOf(citation, this.language, id, this.#service);
      const [source] = citation.sources;
      const title = source
        ? [source.instrument_title, source.locator].filter(Boolean).join(w.comma)
        : w.unverified;
      const name = fill(w.source, { number: citation.number, title });
      const attributes = {
        type: "button", class: "citation", part: "citation", "aria-label": name, title: name,
        "aria-expanded": "false", "aria-controls": id,
        click: () => {
          node.hidden = !node.hidden;
          button.setAttribute("aria-expanded", String(!node.hidden));
          if (!node.hidden) complete();
        },
      };
      const button = h("button", attributes, String(citation.number));
      return { button, card: node };
    }

    /** The whole Reply: the sentences again where they came in another shape, and what follows. */
    finish(reply) {
      this.reply = reply;
      const same = reply.sentences.map((sentence) => `${sentence.text}\n`).join("");
      if (same !== this.#drawn || reply.language !== this.language) {
        this.language = reply.language;
        this.#lines.replaceChildren();
        this.#groups = "";
        for (const citation of reply.citations) this.#cited.set(citation.number, citation);
        for (const sentence of reply.sentences) this.add(sentence);
      }
      const options = this.#options();
      this.#rest.replaceChildren(
        ...[
          options, this.#contacts(), this.#conflicts(), this.#deadlines(), this.#scope(),
          this.#carried(), this.#feedback(),
        ].filter(Boolean),
      );
      // a question back stands first: so do its answers
      if (options && reply.sentences[0]?.text === reply.clarification.question) {
        this.#lines.firstChild.after(options);
      }
    }

    #options() {
      const { clarification } = this.reply;
      if (!clarification) return null;
      const buttons = clarification.options.map((option) =>
        h("button", { type: "button", class: "option", part: "option",
          click: () => this.#owner.choose(this, clarification.asks, option) }, option.label),
      );
      const attributes = { class: "options", part: "options", role: "group",
        "aria-label": clarification.question };
      return h("div", attributes, buttons);
    }

    /** Contacts that no sentence names. */
    #contacts() {
      const unsaid = (this.reply.refusal?.contacts ?? []).filter(
        (contact) => !this.reply.sentences.some(({ role, text }) =>
          role === "contact" && text.includes(contact.phone)),
      );
      const colon = WORDS[this.language].colon;
      return unsaid.length > 0 && h("ul", { class: "contacts" },
        unsaid.map((contact) => h("li", {}, contact.name, colon, phone(contact.phone))));
    }

    #conflicts() {
      const w = WORDS[this.language];
      return this.reply.conflicts.length > 0 && h("div", { class: "note" },
        this.reply.conflicts.map(({ sides, prevails, reason }) => {
          const which = prevails ? fill(w.prevails, { number: prevails }) : w.open;
          return h("p", {}, `${fill(w.disagree, { sides: sides.join(" · ") })} ${which} ${reason}`);
        }));
    }

    #deadlines() {
      const w = WORDS[this.language];
      const { deadlines } = this.reply;
      if (deadlines.length === 0) return null;
      const said = this.reply.sentences.filter(({ role }) => role === "computed");
      const lines = deadlines.map(({ label, due, sum }) =>
        h("li", {}, label, due && [w.colon, h("strong", {}, due.slice(0, 16).replace("T", " "))],
          !said.some(({ text }) => text.includes(sum)) && h("small", {}, sum)));
      const calendar = deadlines.some(({ due }) => due) &&
        h("a", { class: "link", href: this.#service.calendar(this.reply.receipt.id) }, w.calendar);
      return h("div", { class: "deadlines", part: "deadlines" },
        h("h3", {}, w.dates), h("ul", {}, lines), calendar);
    }

    #scope() {
      const w = WORDS[this.language];
      const { scope } = this.reply;
      const name = scopeName(scope.place, [scope.status], this.language);
      const assumed = scope.assumed.length > 0 ? ` (${w.assumed})` : "";
      return h("p", { class: "scope", part: "scope" },
        `${fill(w.answeredFor, { scope: name })}${assumed} · ${scope.as_of}`);
    }

    /** What was taken over from earlier turns; each can be left out of the next question. */
    #carried() {
      const w = WORDS[this.language];
      const { carried, status, place } = this.reply.scope;
      if (carried.length === 0) return null;
      const names = { ...w.carriedNames, status: w.statuses[status],
        place: placeName(place, this.language) };
      const chips = carried.map((what) => {
        const name = names[what] ?? what;
        const chip = h("button", { type: "button", class: "chip", part: "chip",
          "aria-pressed": "false", "aria-label": fill(w.forget, { name }),
          click: () => {
            const on = chip.getAttribute("aria-pressed") === "false";
            chip.setAttribute("aria-pressed", String(on));
            this.#owner.forget(what, on);
            if (on) this.#owner.say(fill(w.forgotten, { name }));
          } }, h("span", {}, name), icon("close"));
        return chip;
      });
      this.chips = h("div", { class: "chips" }, h("span", {}, w.carried), chips);
      return this.chips;
    }

    #feedback() {
      const w = WORDS[this.language];
      const comment = h("textarea", { rows: 2, "aria-label": w.comment, placeholder: w.comment,
        maxlength: 1000 });
      const form = h("form", { class: "comment", hidden: true,
        submit: (event) => {
          event.preventDefault();
          if (comment.value.trim()) this.#rate("down", comment.value.trim(), () => form.remove());
        } }, comment, h("button", { class: "option" }, w.sendComment));
      const buttons = ["up", "down"].map((rating) =>
        h("button", { type: "button", class: "icon", "aria-label": w[rating], title: w[rating],
          "aria-pressed": "false",
          click: () => this.#rate(rating, undefined, () => {
            buttons.forEach((button, at) =>
              button.setAttribute("aria-pressed", String((at === 0) === (rating === "up"))));
            form.hidden = rating === "up";
          }) }, icon(rating)));
      return h("div", { class: "feedback", part: "feedback" },
        h("div", { role: "group", "aria-label": w.helpful }, h("span", {}, w.helpful), buttons),
        form);
    }

    async #rate(rating, comment, done) {
      const body = { receipt_id: this.reply.receipt.id, rating, ...(comment && { comment }) };
      try {
        await (await this.#service.call("POST", "/api/v1/feedback", { body })).json();
        done();
        this.#owner.say(WORDS[this.language].thanks);
      } catch (trouble) {
        this.fail(trouble, () => this.#rate(rating, comment, done));
      }
    }

    /** Say what went wrong below the answer, with a way to try again. */
    fail(trouble, retry) {
      if (!this.reply) this.wait(false);
      this.#trouble.replaceChildren(
        this.#owner.troubleBox(trouble, () => {
          this.#trouble.replaceChildren();
          retry();
        }),
      );
    }

    stop() {
      this.#rest.replaceChildren(h("p", { class: "waiting" }, WORDS[this.language].stopped));
    }

    /** Empty again, to be asked once more. */
    restart() {
      this.#lines.replaceChildren();
      this.#trouble.replaceChildren();
      [this.#drawn, this.#groups] = ["", ""];
      this.wait(true);
    }
  }

  // --- Styles -----------------------------------------------------------------------------------

  // `all: initial` with !important in :host outdoes whatever the page says of the element itself.
  const CSS = `
:host { all: initial !important; display: block !important; -webkit-text-size-adjust: 100%; }
:host([hidden]) { display: none !important; }
:host(:not([mode="inline"], [mode="page"])) { display: contents !important; }
:host {
  --accent: var(--hukou-accent, #0b57a4); --on-accent: var(--hukou-on-accent, #fff);
  --background: var(--hukou-background, #fff); --text: var(--hukou-text, #1a1c20);
  --muted: var(--hukou-muted, #545a66); --line: var(--hukou-line, #c9ced8);
  --soft: var(--hukou-soft, #f2f4f8); --bad: #a3180f; color-scheme: light;
}
:host([theme="dark"]) {
  --accent: var(--hukou-accent, #8ab8ff); --on-accent: var(--hukou-on-accent, #0a1c33);
  --background: var(--hukou-background, #17191d); --text: var(--hukou-text, #e9eaee);
  --muted: var(--hukou-muted, #b0b5c0); --line: var(--hukou-line, #444954);
  --soft: var(--hukou-soft, #23262d); --bad: #ff9d92; color-scheme: dark;
}
@media (prefers-color-scheme: dark) {
  :host(:not([theme="light"])) {
    --accent: var(--hukou-accent, #8ab8ff); --on-accent: var(--hukou-on-accent, #0a1c33);
    --background: var(--hukou-background, #17191d); --text: var(--hukou-text, #e9eaee);
    --muted: var(--hukou-muted, #b0b5c0); --line: var(--hukou-line, #444954);
    --soft: var(--hukou-soft, #23262d); --bad: #ff9d92; color-scheme: dark;
  }
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
.corner, .frame, .panel { font: 1em/1.5 var(--hukou-font, system-ui, -apple-system, "Segoe UI", Roboto,
  "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif); color: var(--text); }
button, input, select, textarea { font: inherit; color: inherit; letter-spacing: inherit; margin: 0; }
button { cursor: pointer; touch-action: manipulation; }
button:disabled { cursor: default; opacity: .55; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
svg { width: 1.25em; height: 1.25em; fill: currentColor; display: block; }
a { color: var(--accent); }

.corner { position: fixed; z-index: 2147483647; inset: auto; margin: 0; padding: 0; border: 0;
  inset-block-end: max(var(--hukou-offset, 1.25em), env(safe-area-inset-bottom));
  inset-inline-end: var(--hukou-offset, 1.25em); background: none; overflow: visible; }
.launcher { width: 3.5em; height: 3.5em; display: grid; place-items: center; border: 0; padding: 0;
  border-radius: 50%; background: var(--accent); color: var(--on-accent);
  border: 1px solid transparent; box-shadow: 0 2px 10px rgb(0 0 0 / .35); }
.launcher svg { width: 1.75em; height: 1.75em; }
.launcher:focus-visible { outline-color: var(--background);
  box-shadow: 0 0 0 6px var(--accent); outline-offset: 0; }

.frame { padding: 0; border: 1px solid var(--line); border-radius: var(--hukou-radius, .75em);
  background: var(--background); overflow: hidden; }
dialog.frame { position: fixed; z-index: 2147483647; inset: auto; margin: 0;
  inset-block-end: var(--hukou-offset, 1.25em); inset-inline-end: var(--hukou-offset, 1.25em);
  width: min(var(--hukou-width, 27em), calc(100vw - 2em)); max-width: none; max-height: none;
  height: min(46em, calc(100vh - 2.5em)); height: min(46em, calc(100dvh - 2.5em));
  box-shadow: 0 8px 40px rgb(0 0 0 / .35); }
dialog.frame::backdrop { background: rgb(0 0 0 / .25); }
:host([mode="inline"]) .frame { height: var(--hukou-height, 36em); max-width: 100%; }
:host([mode="page"]) .frame { position: fixed; inset: 0; border: 0; border-radius: 0; }
@media (max-width: 30em) {
  dialog.frame { inset: 0; width: 100%; height: var(--seen-height, 100dvh); border: 0;
    top: var(--seen-top, 0); border-radius: 0; }
}
.panel { height: 100%; display: flex; flex-direction: column; text-align: start;
  font-size: var(--hukou-font-size, .9375em); overflow-wrap: anywhere; }
.head { display: flex; align-items: center; gap: .25em; padding: .5em .5em .5em 1em;
  border-bottom: 1px solid var(--line); }
.head h2 { flex: 1; margin: 0; font-size: 1.0625em; line-height: 1.3; }
.icon { display: grid; place-items: center; min-width: 2.5em; min-height: 2.5em; padding: 0; border: 0;
  border-radius: .5em; background: none; color: var(--muted); }
.icon:hover, .icon[aria-pressed="true"] { background: var(--soft); color: var(--accent); }
select, input, textarea { background: var(--background); border: 1px solid var(--muted);
  border-radius: .5em; padding: .4em .6em; font-size: max(1em, 16px); width: 100%; }
::placeholder { color: var(--muted); opacity: 1; }
.head select { width: auto; max-width: 7.5em; font-size: .875em; padding: .35em; }

.log { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 1em;
  position: relative; outline-offset: -3px; }
.log article { display: flow-root; }
.log p { margin: .5em 0; }
.log h3 { font-size: 1em; margin: 1em 0 .25em; }
.log h3.group { font-size: 1em; border-top: 1px solid var(--line); padding-top: .75em; color: var(--accent); }
.examples, .options { display: flex; flex-direction: column; align-items: stretch; gap: .5em;
  margin: .75em 0; }
.example, .option { text-align: start; padding: .55em .85em; min-height: 2.5em; border-radius: .6em;
  border: 1px solid var(--accent); background: var(--background); color: var(--accent); }
.example:hover, .option:hover { background: var(--soft); }
.asked { margin: .75em 0 .75em 2em !important; padding: .6em .9em; border-radius: .9em .9em .2em .9em;
  width: fit-content; margin-inline-start: auto !important; background: var(--accent);
  color: var(--on-accent); white-space: pre-wrap; }
.asked small, .deadlines small { display: block; }
.note, .assumption, .contact, .scope, .waiting { color: var(--muted); }
.note, .assumption, .contact { border-inline-start: 3px solid var(--line); padding-inline-start: .65em; }
.scope, .chips, .feedback { font-size: .9em; }
.citation { display: inline-grid; place-items: center; min-width: 1.75em; height: 1.75em; padding: 0 .4em;
  margin: 0 .15em; border-radius: 1em; border: 1px solid var(--accent); background: var(--background);
  color: var(--accent); font-size: .8em; font-weight: 600; line-height: 1; vertical-align: .1em;
  position: relative; }
.citation::after { content: ""; position: absolute; inset: -.35em -.2em; }
.citation[aria-expanded="true"] { background: var(--accent); color: var(--on-accent); }
.card { margin: .25em 0 .75em; padding: .75em .9em; border: 1px solid var(--line); border-radius: .6em;
  background: var(--soft); font-size: .92em; font-weight: 400; }
.card blockquote { margin: 0 0 .5em; padding-inline-start: .65em; border-inline-start: 3px solid var(--accent); }
.card ul, .deadlines ul, .contacts { margin: .4em 0; padding-inline-start: 1.2em; }
.card p { margin: .25em 0 0; color: var(--muted); }
.link { border: 0; background: none; padding: .35em 0; color: var(--accent); text-decoration: underline;
  text-align: start; }
.deadlines { margin: .75em 0; padding: .25em .9em .5em; border: 1px solid var(--line); border-radius: .6em; }
.deadlines small { color: var(--muted); font-size: .92em; }
.chips { display: flex; flex-wrap: wrap; gap: .4em; align-items: center; color: var(--muted); }
.chip { display: inline-flex; align-items: center; gap: .35em; min-height: 2em; padding: .2em .7em;
  border: 1px solid var(--muted); border-radius: 1em; background: var(--background); color: var(--text); }
.chip svg { width: .9em; height: .9em; }
.chip[aria-pressed="true"] { color: var(--muted); border-style: dashed; }
.chip[aria-pressed="true"] span { text-decoration: line-through; }
.feedback > div { display: flex; align-items: center; color: var(--muted); }
.comment { display: flex; flex-direction: column; align-items: flex-start; gap: .5em; margin-top: .25em; }
.trouble { margin: .75em 0; padding: .6em .9em; border: 1px solid var(--bad); border-radius: .6em; }
.trouble strong { color: var(--bad); font-weight: 600; }
.trouble small { display: block; color: var(--muted); margin-top: .25em; }
.trouble button { margin-top: .5em; }

.foot { border-top: 1px solid var(--line); padding: .5em .75em .6em; }
.about summary { cursor: pointer; padding: .35em .25em; color: var(--muted); font-size: .92em; }
.about summary b { color: var(--text); font-weight: 600; }
.about .fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(10em, 1fr)); gap: .6em;
  padding: .25em .25em .75em; }
.about label { display: block; font-size: .92em; color: var(--muted); }
.about select, .about input { color: var(--text); margin-top: .15em; }
.compose { display: flex; gap: .5em; align-items: flex-end; }
.compose textarea { flex: 1; resize: none; max-height: 9em; min-height: 2.75em; field-sizing: content;
  display: block; }
.send { display: grid; place-items: center; width: 2.75em; height: 2.75em; padding: 0; border-radius: .5em;
  border: 1px solid transparent; background: var(--accent); color: var(--on-accent); flex: none; }
.privacy { margin: .5em .25em 0; font-size: .8em; line-height: 1.35; color: var(--muted); }
/* Little height, as at 400 % zoom: the whole panel scrolls, so that the answer is not a slit. */
@media (max-height: 26em) {
  .panel { overflow-y: auto; display: block; }
  .log { overflow: visible; }
}
@media (prefers-reduced-motion: no-preference) {
  dialog.frame[open] { animation: rise .16s ease-out; }
  @keyframes rise { from { opacity: 0; transform: translateY(.75em); } }
}
@media print { .corner, dialog.frame { display: none !important; } }
`;

  // --- The element ------------------------------------------------------------------------------

  class HukouAssistant extends HTMLElement {
    static observedAttributes = [...ATTRIBUTES, "lang"];

    #root = this.attachShadow({ mode: "open" });
    #gone = null; // aborts what listens while the element is on a page
    #service = null;
    #memory = null;
    #stopping = null; // aborts the answer on its way
    #ready = null; // the session and what it brought back, started once
    #defaults = {}; // of the widget's record
    #chosen = {}; // by the person: status, place, language; "" is "not said"
    #forget = new Set();
    #turns = [];
    #scrolledTo = 0; // where it was left; elsewhere, the reader has moved
    #returnTo = null; // what had the focus before the dialog opened

    #frame = null;
    #launcher = null;
    #about = null; // the fields on who is asking
    #log = h("div", { class: "log", part: "log", role: "region", tabindex: "0" });
    #notice = h("div", { part: "notice" });
    #spoken = h("div", { class: "unseen", role: "status", "aria-live": "polite" });
    #input = h("textarea", { part: "input", rows: "1", maxlength: "4000", enterkeyhint: "send" });
    #send = h("button", { class: "send", part: "send" });

    constructor() {
      super();
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
      this.#root.adoptedStyleSheets = [sheet];
      this.#input.addEventListener("keydown", (event) => {
        // a key that an input method takes for itself sends nothing
        if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) {
          return;
        }
        event.preventDefault();
        if (!this.#stopping) this.#submit();
      });
    }

    // What a page may call

    open() {
      if (!this.isConnected) return;
      if (this.#isInline) {
        this.#input.focus();
      } else if (this.#frame && !this.#frame.open) {
        this.#returnTo = deepest(document.activeElement);
        this.#frame.showModal();
        this.#launcher.hidden = true;
        this.#input.focus();
        this.#fit();
        this.#emit("hukou-open");
      }
      this.#startAloud();
    }

    close() {
      if (this.#frame?.open && !this.#isInline) this.#frame.close();
    }

    /** Open, ask, and give the Reply; undefined where none came. */
    ask(text) {
      this.open();
      return this.#ask(String(text).trim());
    }

    /** Delete the conversation, on the server too. */
    async clear() {
      this.#stopping?.abort();
      try {
        if (this.#service.conversation ?? this.#memory.read().token) {
          await this.#start();
          await this.#service.remove();
        }
      } catch (trouble) {
        this.#complain(trouble, () => this.clear());
        return;
      }
      this.#turns = [];
      this.#forget.clear();
      this.#ready = null;
      this.#keepChoices();
      this.#notice.replaceChildren();
      this.#welcome();
      this.#say(this.#words.cleared);
    }

    // Life on a page

    connectedCallback() {
      for (const name of ATTRIBUTES) {
        if (!Object.hasOwn(this, name)) continue; // set before this script had loaded
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
      if (this.getAttribute("mode") === "page") this.#readAddress();
      this.#gone = new AbortController();
      this.#connectService();
      this.#build();
      for (const name of ["resize", "scroll"]) {
        const options = { signal: this.#gone.signal };
        window.visualViewport?.addEventListener(name, () => this.#fit(), options);
      }
      if (this.#isInline && this.#memory.read().token) this.#startAloud();
    }

    disconnectedCallback() {
      this.#gone.abort();
      this.#stopping?.abort();
      this.close();
    }

    attributeChangedCallback(name, before, now) {
      if (before === now || !this.isConnected || !this.#frame) return;
      if (["widget", "host", "src", "keep"].includes(name)) {
        this.#stopping?.abort();
        this.#turns = [];
        this.#connectService();
      }
      if (name === "status" || name === "place") delete this.#chosen[name];
      if (name !== "theme") this.#build();
    }

    /** `/embed?widget=ID&lang=en`: the page in a frame takes its attributes from its address. */
    #readAddress() {
      const given = new URLSearchParams(location.search);
      for (const name of ["widget", "lang", "status", "place", "theme", "heading"]) {
        if (given.has(name)) this.setAttribute(name, given.get(name));
      }
    }

    #connectService() {
      const given = baseOf(this.getAttribute("host")) || baseOf(this.getAttribute("src"));
      const [base, widget] = [given || BASE, this.getAttribute("widget") || null];
      const alike = [...document.querySelectorAll(this.localName)].filter(
        (other) => other.getAttribute("widget") === this.getAttribute("widget"),
      );
      const name = this.id || alike.indexOf(this);
      const keeps = this.getAttribute("keep") !== "none";
      this.#memory = new Memory(keeps && `hukou-assistant ${base} ${widget ?? ""} ${name}`);
      this.#chosen = this.#memory.read().chosen ?? {};
      this.#service = new Service(base, widget, this.#memory);
      this.#defaults = {};
      this.#ready = null;
    }

    get #isInline() {
      return ["inline", "page"].includes(this.getAttribute("mode"));
    }

    get #language() {
      return (
        this.#chosen.language ||
        languageOf(this.getAttribute("lang")) ||
        languageOf(this.#defaults.language) ||
        languageOf(this.closest("[lang]")?.lang) ||
        "en"
      );
    }

    get #words() {
      return WORDS[this.#language];
    }

    /** What a person chose, else the attribute, else the widget's record; "" where not said. */
    #value(name) {
      const value = this.#chosen[name] ?? this.getAttribute(name) ?? this.#defaults[name] ?? "";
      return name === "status" && !STATUSES.includes(value) ? "" : value;
    }

    #choose(name, value) {
      if (value === "" && this.#value(name) !== "") this.#forget.add(name);
      this.#chosen[name] = value;
      this.#keepChoices();
      this.#sayAbout();
    }

    #keepChoices() {
      this.#memory.write({ chosen: this.#chosen });
    }

    /** The session, and the turns that the tab had before; once, and anew after it failed. */
    #start() {
      this.#ready ??= this.#begin().catch((trouble) => {
        this.#ready = null;
        throw trouble;
      });
      return this.#ready;
    }

    /** The same where nothing is asked yet, so that a failure is said above the question. */
    #startAloud() {
      this.#start().catch((trouble) => {
        if (!this.#stopping) this.#complain(trouble, () => this.#startAloud());
      });
    }

    async #begin() {
      const [before, language] = [this.#memory.read().conversation, this.#language];
      this.#defaults = await this.#service.start();
      this.#notice.replaceChildren();
      if (before === this.#service.conversation && this.#turns.length === 0) await this.#reread();
      if (language !== this.#language) this.#build();
      this.#sayAbout();
    }

    async #reread() {
      const { turns } = await this.#service.history().catch((trouble) => {
        if (trouble.status === 404) return { turns: [] };
        throw trouble;
      });
      for (const { question, reply } of turns) {
        this.#turns.at(-1)?.chips?.remove();
        this.#turn(question, { language: reply.language }).finish(reply);
      }
    }

    // Drawing

    /** Draw everything in the language that holds now; the turns stay as they are. */
    #build() {
      const w = this.#words;
      const focused = this.#root.activeElement?.dataset.key;
      this.#prepareFrame();
      const title = this.getAttribute("heading") || w.title;
      this.#frame.setAttribute("aria-label", title);
      this.#log.setAttribute("aria-label", w.conversation);
      this.#input.setAttribute("aria-label", w.input);
      this.#input.setAttribute("placeholder", w.input);
      const panel = h(
        "div",
        { class: "panel", part: "panel", dir: "ltr", lang: this.#language },
        this.#head(title), this.#log, this.#foot(), this.#spoken,
      );
      this.#frame.replaceChildren(panel);
      this.#showSend();
      if (this.#turns.length === 0) this.#welcome();
      else this.#log.replaceChildren(...this.#turns.map((turn) => turn.node), this.#notice);
      if (focused) panel.querySelector(`[data-key="${focused}"]`)?.focus();
    }

    /** A dialog and its button, or a frame in the page's flow. */
    #prepareFrame() {
      const tag = this.#isInline ? "section" : "dialog";
      if (this.#frame?.localName !== tag) {
        this.#frame = h(tag, { class: "frame", part: "frame" });
        this.#launcher = null;
        this.#root.replaceChildren(this.#frame);
        if (this.#isInline) this.#frame.addEventListener("focusin", () => this.#startAloud());
        else this.#listenDialog();
      }
      if (!this.#launcher) return;
      // the top layer lies above every z-index, and no transform of the page moves it
      const { showPopover } = this.#launcher;
      if (showPopover && !this.#launcher.matches(":popover-open")) this.#launcher.showPopover();
      const button = this.#launcher.firstChild;
      button.setAttribute("aria-label", this.#words.launch);
      button.setAttribute("title", this.#words.launch);
    }

    #listenDialog() {
      const button = h("button", { type: "button", class: "launcher", part: "launcher",
        "aria-haspopup": "dialog", click: () => this.open() }, icon("ask"));
      this.#launcher = h("div", { class: "corner", popover: "manual" }, button);
      this.#root.append(this.#launcher);
      this.#frame.addEventListener("close", () => {
        this.#launcher.hidden = false;
        (this.#returnTo?.isConnected ? this.#returnTo : button).focus();
        this.#emit("hukou-close");
      });
      this.#frame.addEventListener("pointerdown", (event) => {
        if (event.target === this.#frame) this.close(); // beside the panel
      });
      this.#frame.addEventListener("keydown", (event) => this.#keepFocus(event));
    }

    /** Tab goes round in the dialog. */
    #keepFocus(event) {
      if (event.key !== "Tab") return;
      const able = [...this.#frame.querySelectorAll("a, button, select, summary, textarea")].filter(
        (node) => !node.disabled && node.getClientRects().length > 0,
      );
      const [from, to] = event.shiftKey ? [able[0], able.at(-1)] : [able.at(-1), able[0]];
      if (this.#root.activeElement !== from) return;
      event.preventDefault();
      to.focus();
    }

    /** Above the keyboard of a phone: the dialog is as high as what is seen of the page. */
    #fit() {
      const seen = window.visualViewport;
      if (!seen || !this.#frame || Math.abs(seen.scale - 1) > 0.01) return;
      this.#frame.style.setProperty("--seen-height", `${seen.height}px`);
      this.#frame.style.setProperty("--seen-top", `${seen.offsetTop}px`);
    }

    #head(title) {
      const w = this.#words;
      const options = Object.entries(LANGUAGES).map(([language, name]) =>
        h("option", { value: language, lang: language, selected: language === this.#language }, name));
      const select = h("select", { "aria-label": w.language, "data-key": "language",
        change: () => {
          this.#chosen.language = select.value;
          this.#keepChoices();
          this.#build();
        } }, options);
      const button = (name, act) =>
        h("button", { type: "button", class: "icon", part: name, "aria-label": w[name],
          title: w[name], click: act }, icon(name));
      return h("header", { class: "head", part: "header" },
        h("h2", { part: "title" }, title), select, button("clear", () => this.clear()),
        !this.#isInline && button("close", () => this.close()));
    }

    #foot() {
      const w = this.#words;
      const names = [["", w.notSaid], ...STATUSES.map((status) => [status, w.statuses[status]])];
      this.#about = {
        said: h("b"),
        status: h("select", { change: (event) => this.#choose("status", event.target.value) },
          names.map(([status, name]) => h("option", { value: status }, name))),
        place: h("input", { maxlength: "100", autocomplete: "off",
          change: (event) => this.#choose("place", event.target.value.trim()) }),
      };
      const { said, status, place } = this.#about;
      this.#sayAbout();
      return h("footer", { class: "foot", part: "foot" },
        h("details", { class: "about", part: "about" },
          h("summary", {}, w.about, w.colon, said),
          h("div", { class: "fields" },
            h("label", {}, w.status, status), h("label", {}, w.place, place))),
        h("form", { class: "compose", part: "composer",
          submit: (event) => {
            event.preventDefault();
            if (this.#stopping) this.#stopping.abort();
            else this.#submit();
          } }, this.#input, this.#send),
        h("p", { class: "privacy", part: "privacy" }, w.privacy, phone(HOTLINE)));
    }

    /** Who is asking, and where, as it will be sent. */
    #sayAbout() {
      const [w, status, place] = [this.#words, this.#value("status"), this.#value("place")];
      const name = place && placeName(place, this.#language);
      this.#about.status.value = status;
      this.#about.place.value = name;
      const said = [w.statuses[status], name].filter(Boolean).join(" · ");
      this.#about.said.replaceChildren(said || w.notSaid);
    }

    #showSend() {
      const name = this.#stopping ? "stop" : "send";
      this.#send.setAttribute("aria-label", this.#words[name]);
      this.#send.setAttribute("title", this.#words[name]);
      this.#send.replaceChildren(icon(name));
    }

    #welcome() {
      const w = this.#words;
      const examples = w.examples.map((example) =>
        h("button", { type: "button", class: "example", part: "example",
          click: () => this.#ask(example) }, example));
      this.#log.replaceChildren(
        h("p", { part: "welcome" }, w.welcome),
        h("div", { class: "examples" }, examples),
        this.#notice,
      );
    }

    // Asking

    #submit() {
      const text = this.#input.value.trim();
      if (!text) return;
      this.#input.value = "";
      this.#ask(text);
    }

    #turn(asked, { as, language }) {
      const turn = new Turn(asked, {
        as,
        language,
        service: this.#service,
        owner: {
          choose: (from, asks, option) => this.#answerBack(from, asks, option),
          forget: (what, on) => this.#leaveOut(what, on),
          say: (text) => this.#say(text),
          troubleBox: (trouble, retry) => this.#troubleBox(trouble, retry),
        },
      });
      this.#turns.push(turn);
      if (this.#turns.length === 1) this.#log.replaceChildren(turn.node, this.#notice);
      else this.#notice.before(turn.node);
      return turn;
    }

    /** A question back was answered by a button: the same question, asked for that. */
    #answerBack(turn, asks, { value, label }) {
      if (asks === "status" || asks === "place") {
        this.#choose(asks, value);
        this.#ask(turn.asked, label);
      } else {
        this.#ask(value);
      }
    }

    #leaveOut(what, on) {
      if (on) this.#forget.add(what);
      else this.#forget.delete(what);
    }

    /** The language to answer in; undefined leaves it to the question. */
    #languageFor(text) {
      if (this.#chosen.language) return this.#chosen.language;
      return isChinese(text) === (this.#language !== "en") ? this.#language : undefined;
    }

    #ask(text, as) {
      if (!text || !this.isConnected) return Promise.resolve(undefined);
      this.#stopping?.abort();
      this.#turns.at(-1)?.chips?.remove();
      this.#notice.replaceChildren();
      const language = this.#languageFor(text);
      const turn = this.#turn(text, {
        as,
        language: language ?? (isChinese(text) ? "zh-Hans" : "en"),
      });
      const forget = [...this.#forget];
      this.#forget.clear();
      const body = () => ({
        question: text,
        status: this.#value("status") || undefined,
        place: this.#value("place") || undefined,
        language,
        forget,
      });
      return this.#answer(turn, body);
    }

    /** Fill a turn from the stream; what goes wrong is said in it, with a way to try again. */
    async #answer(turn, body) {
      const stopping = new AbortController();
      this.#stopping = stopping;
      this.#showSend();
      this.#say(this.#words.answering);
      this.#scrollTo(turn, true);
      try {
        await this.#start();
        for await (const { name, data } of this.#service.chat(body(), stopping.signal)) {
          if (name === "again") turn.restart();
          if (name === "sentence") turn.add(data);
          if (name === "reply") turn.finish(data);
          this.#scrollTo(turn);
        }
        this.#say(turn.reply.sentences.map((sentence) => sentence.text).join(" "));
        this.#emit("hukou-reply", { reply: turn.reply });
        return turn.reply;
      } catch (trouble) {
        if (stopping.signal.aborted) turn.stop();
        else turn.fail(trouble, () => this.#again(turn, body));
        return undefined;
      } finally {
        if (this.#stopping === stopping) this.#stopping = null;
        this.#showSend();
      }
    }

    #again(turn, body) {
      turn.restart();
      this.#input.focus();
      this.#answer(turn, body);
    }

    /** The question to the top, so that the answer is read from its start. */
    #scrollTo(turn, anyway = false) {
      const panel = this.#log.parentElement;
      const moves = getComputedStyle(this.#log).overflowY === "visible" ? panel : this.#log;
      if (!anyway && Math.abs(moves.scrollTop - this.#scrolledTo) > 2) return;
      const [now, aim] = [turn.node, moves].map((node) => node.getBoundingClientRect().top);
      moves.scrollTop += now - aim;
      this.#scrolledTo = moves.scrollTop;
    }

    // Saying

    #say(text) {
      this.#spoken.replaceChildren(text);
    }

    #complain(trouble, retry) {
      this.#notice.replaceChildren(
        this.#troubleBox(trouble, () => {
          this.#notice.replaceChildren();
          retry();
        }),
      );
    }

    /** What went wrong in words, and a button; both wait where the server said how long. */
    #troubleBox(trouble, retry) {
      const w = this.#words;
      const { kind, status, detail, hint, seconds } = trouble;
      const words = (left) => fill(w.troubles[kind] ?? w.troubles.broken, { seconds: left });
      const lead = h("strong", {}, words(seconds));
      const button = h("button", { type: "button", class: "option", part: "retry",
        disabled: kind === "limited", click: retry }, w.retry);
      let left = seconds;
      const count = () => {
        left -= 1;
        if (left > 0) lead.replaceChildren(words(left));
        else button.disabled = false;
        if (left > 0 && lead.isConnected) setTimeout(count, 1000);
      };
      if (kind === "limited") setTimeout(count, 1000);
      this.#say(words(seconds));
      this.#emit("hukou-error", { kind, status, detail, hint });
      const said = [detail, hint].filter(Boolean).join(" → ");
      return h("div", { class: "trouble", part: "trouble" }, lead,
        said && h("small", { lang: "en" }, said), button);
    }

    #emit(name, detail = {}) {
      this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
    }
  }

  /** The element that has the focus, inside other shadow roots too; null where none has. */
  function deepest(node) {
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    return node === document.body ? null : node;
  }

  for (const name of ATTRIBUTES) {
    Object.defineProperty(HukouAssistant.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(name);
      },
      set(value) {
        if (value == null || value === false) this.removeAttribute(name);
        else this.setAttribute(name, value);
      },
    });
  }
  customElements.define("hukou-assistant", HukouAssistant);
})();
