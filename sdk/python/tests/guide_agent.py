# SPDX-License-Identifier: Apache-2.0
"""Runs a LangChain page's Python blocks as one program, with a scripted model in place of a paid one.

usage: guide_agent.py PAGE SCENARIO FOLDER MARK…

The blocks are the page's own, put together as they stand; those marked with another word than the given ones are left
out, and the one marked ``model`` gives way to the script. The last line says as JSON how it ended.
"""

import json
import pathlib
import re
import sys
import time
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, FunctionMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult

BLOCK = re.compile(r"^```python(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATIENCE_SECONDS = 100
ARGUMENTS = {"channel": "#releases", "text": "1.4 is out"}


class Scripted(BaseChatModel):
    """Calls the tool once, then answers; or fails, or goes on after somebody pulled the switch."""

    scenario: str
    folder: str

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Any, **_: Any) -> Any:
        assert [tool.name for tool in tools] == ["post_message"]
        return self

    def _generate(self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **_: Any) -> ChatResult:
        if not isinstance(messages[-1], ToolMessage | FunctionMessage):
            return _said(_call())
        assert str(messages[-1].content).startswith("200"), messages[-1].content
        if self.scenario == "raises":
            raise RuntimeError("the model is away")
        if self.scenario == "killed":
            self._wait_for_the_switch()
            return _said(_call())
        return _said(AIMessage(content="It is announced."))

    def _wait_for_the_switch(self) -> None:
        here = pathlib.Path(self.folder)
        (here / "called").touch()
        end = time.monotonic() + PATIENCE_SECONDS
        while not (here / "killed").exists():
            assert time.monotonic() < end, "nobody pulled the switch"
            time.sleep(0.1)


def _call() -> AIMessage:
    function = {"name": "post_message", "arguments": json.dumps(ARGUMENTS)}
    call = {"name": "post_message", "args": ARGUMENTS, "id": "call_1"}
    return AIMessage(content="", additional_kwargs={"function_call": function}, tool_calls=[call])


def _said(message: AIMessage) -> ChatResult:
    return ChatResult(generations=[ChatGeneration(message=message)])


def program(page: str, marks: tuple[str, ...]) -> str:
    """The page's program."""
    parts = []
    for mark, text in BLOCK.findall(pathlib.Path(page).read_text("utf-8")):
        if mark == "model":
            parts.append(f"{text[: len(text) - len(text.lstrip())]}llm = SCRIPTED\n")
        elif mark in ("", *marks):
            parts.append(text)
    return "\n".join(parts)


def main(page: str, scenario: str, folder: str, *marks: str) -> None:
    names: dict[str, Any] = {"SCRIPTED": Scripted(scenario=scenario, folder=folder), "__name__": "__main__"}
    error: Exception | None = None
    try:
        exec(compile(program(page, marks), page, "exec"), names)
    except Exception as raised:
        error = raised
    mission = names["mission"]
    print(
        json.dumps(
            {
                "raised": type(error).__name__ if error else None,
                "code": getattr(error, "code", None),
                "jti": mission.passport.jti,
                "review": mission.result.review_status if mission.result else None,
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
