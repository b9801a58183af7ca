"""The chat page: the one home of gradio."""

from collections.abc import Iterator
from typing import Any

import gradio as gr
from fastapi import FastAPI

from assistant.messages import (
    CARRIED_DATES,
    CARRIED_TOPIC,
    NOT_ADVICE,
    STATUS_NAMES,
    language_of,
)
from assistant.pipeline import Assistant
from assistant.render import Renderer
from assistant.reply import (
    CheckedSentence,
    Citation,
    Clarification,
    Forgettable,
    Question,
    Reply,
    Sentence,
)
from assistant.script import in_script_of, written_in
from corpus.errors import AssistantError
from corpus.statement import Language, Status

EXAMPLES = (
    "I'm American. How soon must I register after moving into a friend's flat, and what if I don't?",
    "How do I get a residence permit?",
    "I got a new passport. Do I have to change my foreigner's residence permit?",
    "孩子出生多久要上户口？",
    "居住证多久签注一次？",
    "我拿Z签证入境，多久之内要办居留许可？",
)
CSS = """
.gradio-container {max-width: 860px !important; margin: 0 auto !important;}
#hk-head h1 {font-size: 1.35rem; margin: .2rem 0;} #hk-head p {margin: .15rem 0; opacity: .85;}
.hk-reply {line-height: 1.55;} .hk-reply > div {margin: .3rem 0;}
.hk-heading {font-weight: 600; margin-top: .8rem !important;}
.hk-assumption, .hk-note, .hk-contact {font-style: italic; opacity: .85;}
.hk-group {margin: .8rem 0 .1rem; font-weight: 600;}
.hk-cite {display: inline; margin-left: .2rem;}
.hk-cite summary {display: inline-block; list-style: none; cursor: pointer; font-size: .75rem;
  line-height: 1; padding: .25rem .5rem; border-radius: 999px; border: 1px solid currentColor;
  min-width: 1.6rem; text-align: center; vertical-align: .1rem;}
.hk-cite summary::-webkit-details-marker {display: none;}
.hk-cite[open] summary {background: var(--color-accent, #2563eb); color: #fff;}
.hk-card {border: 1px solid var(--border-color-primary, #ccc); border-radius: 8px;
  padding: .6rem .8rem; margin: .4rem 0; font-size: .88rem; font-style: normal;
  overflow-wrap: anywhere;}
.hk-card blockquote {margin: 0 0 .4rem; padding-left: .6rem; border-left: 3px solid currentColor;}
.hk-card ul {margin: .2rem 0; padding-left: 1.1rem;}
.hk-when, .hk-holds {opacity: .8;}
.hk-computed {font-weight: 600;}
.hk-calendar {display: inline-block; margin: .5rem 0; padding: .4rem .8rem; border-radius: 8px;
  border: 1px solid currentColor; font-size: .88rem;}
footer {display: none !important;}
"""
INTRODUCTION = (
    "# Hukou assistant · 户口与居留问答\n"
    "Hukou, residence permits and foreigner procedures in China, in English and Chinese. Tap a "
    "number to see the rule quoted. · 点数字看依据。\n\n"
    f"{NOT_ADVICE(Language.EN)} {NOT_ADVICE(Language.ZH)} · 12367"
)
Messages = list[dict[str, Any]]  # gradio's message format has open keys

# A long answer is read from its beginning: the question moves to the top of the log.
SHOW_LAST_QUESTION = """() => {
  const questions = document.querySelectorAll("#hk-chat .message.user");
  questions[questions.length - 1]?.scrollIntoView({block: "start"});
}"""


def mount_page(app: FastAPI, assistant: Assistant, renderer: Renderer) -> None:
    """Put the chat page at `/`."""
    gr.mount_gradio_app(
        app,
        make_page(assistant, renderer),
        path="/",
        css=CSS,
        theme=gr.themes.Soft(
            font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]
        ),
        footer_links=[],
        ssr_mode=False,
        show_error=False,
    )


def make_page(assistant: Assistant, renderer: Renderer) -> gr.Blocks:
    """The page: conversation, question, examples, and who is asking."""

    def answer(
        text: str,
        history: Messages,
        conversation: str | None,
        status: str,
        place: str | None,
        dropped: list[Forgettable],
    ) -> Iterator[tuple[Messages, str | None, str, Any]]:
        history = [*history, {"role": "user", "content": text}]
        question = Question(
            text,
            conversation,
            Status(status) if status else None,
            (place or "").strip() or None,
            forget=tuple(dropped),
        )
        try:
            for shown, reply in _shown(assistant, renderer, question):
                carried = _carried(reply, renderer) if reply else gr.skip()
                conversation = reply.body.conversation_id if reply else conversation
                yield [*history, shown], conversation, "", carried
        except AssistantError as error:
            shown = {"role": "assistant", "content": f"{error} → {error.hint}"}
            yield [*history, shown], conversation, text, gr.skip()

    def choose(
        picked: gr.SelectData,
        history: Messages,
        conversation: str | None,
        status: str,
        place: str | None,
    ) -> Iterator[tuple[Messages, str | None, str, Any, str, str | None]]:
        value = str(picked.value)
        if value in list(Status):
            status = value
        else:
            place = value
        text = _last_question(history)
        for step in answer(text, history, conversation, status, place, []):
            yield *step, status, place

    page: gr.Blocks
    with gr.Blocks(title="Hukou assistant · 户口与居留问答", analytics_enabled=False) as page:
        gr.Markdown(INTRODUCTION, elem_id="hk-head")
        conversation = gr.State(None)
        chat = gr.Chatbot(
            show_label=False,
            height="58vh",
            buttons=["copy"],
            autoscroll=False,
            feedback_options=None,
            placeholder="Ask in English or Chinese · 请用中文或英文提问",
            elem_id="hk-chat",
        )
        with gr.Row():
            question = gr.Textbox(
                show_label=False,
                placeholder="Your question · 您的问题",
                submit_btn=True,
                lines=1,
                max_lines=5,
                elem_id="hk-question",
                scale=1,
            )
        dropped = gr.CheckboxGroup(
            label="Kept from before; tick what no longer holds · 沿用了前文，不再适用的请勾选",
            visible=False,
            elem_id="hk-kept",
        )
        with gr.Accordion("About you (optional) · 您的身份（可选）", open=False):
            status = gr.Dropdown(
                [("not said · 未说明", ""), *_status_choices()], value="", label="Status · 身份"
            )
            place = gr.Textbox(label="City or province · 城市或省份", max_lines=1)
        gr.Examples(list(EXAMPLES), question, label="Examples · 例子")
        fields = [question, chat, conversation, status, place, dropped]
        shown = [chat, conversation, question, dropped]
        asked = question.submit(answer, fields, shown, api_visibility="private")
        asked.then(None, js=SHOW_LAST_QUESTION)
        chosen = chat.option_select(
            choose,
            [chat, conversation, status, place],
            [*shown, status, place],
            api_visibility="private",
        )
        chosen.then(None, js=SHOW_LAST_QUESTION)
        chat.clear(lambda: None, None, conversation, api_visibility="private")
    return page


def _shown(
    assistant: Assistant, renderer: Renderer, question: Question
) -> Iterator[tuple[dict[str, Any], Reply | None]]:
    """The assistant's message as it grows, and at last the reply."""
    sentences: list[Sentence] = []
    citations: dict[int, Citation] = {}
    for item in assistant.stream(question):
        if isinstance(item, CheckedSentence):
            sentences.append(item.sentence)
            citations |= {citation.number: citation for citation in item.citations}
            language = written_in(sentences[0].text)
            content = renderer.html(sentences, list(citations.values()), language)
            yield {"role": "assistant", "content": content}, None
            continue
        body = item.body
        message: dict[str, Any] = {
            "role": "assistant",
            "content": renderer.html(body.sentences, body.citations, body.language)
            + renderer.calendar_link(item),
        }
        if isinstance(item, Clarification):
            message["options"] = [{"value": o.value, "label": o.label} for o in item.options]
        yield message, item


def _carried(reply: Reply, renderer: Renderer) -> Any:  # what gradio takes as an update
    """What was carried over from earlier turns, to be dropped; hidden where nothing was."""
    scope, language = reply.body.scope, language_of(reply.body.language)
    names = {
        "status": STATUS_NAMES[scope.status](language) if scope.status else "",
        "place": renderer.place(scope.place, language),
        "topic": CARRIED_TOPIC(language),
        "dates": CARRIED_DATES(language),
    }
    written = reply.body.language
    choices = [(in_script_of(written, names[item]), item) for item in scope.carried if names[item]]
    return gr.CheckboxGroup(choices, value=[], visible=bool(choices))


def _last_question(history: Messages) -> str:
    for message in reversed(history):
        if message["role"] == "user":
            return _text(message["content"])
    return ""


def _text(content: Any) -> str:  # gradio gives a string, or a list of parts
    if isinstance(content, str):
        return content
    return " ".join(part["text"] for part in content if part.get("type") == "text")


def _status_choices() -> list[tuple[str, str]]:
    return [
        (f"{name(Language.EN)} · {name(Language.ZH)}", status.value)
        for status, name in STATUS_NAMES.items()
    ]
