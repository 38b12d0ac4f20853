"""Who asks at the same moment is answered together, by one look for all that began after the last of them asked.

A look is never older than the question, so an answer is as true as if each had looked alone.
"""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Hashable, Mapping
from typing import Generic, TypeVar

from fairserver.base.errors import FairError

MOST = 500  # in one look

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")
Look = Callable[[list[Question]], Awaitable[Mapping[Question, Answer | FairError]]]


class DataLoader(Generic[Question, Answer]):
    def __init__(self, name: str, look: Look[Question, Answer]) -> None:
        """`look` answers some questions at once; a FairError among its answers is raised to who asked that one."""
        self._name = name
        self._look = look
        self._waiting: dict[Question, asyncio.Future[Answer | Exception]] = {}
        self._task: asyncio.Task[None] | None = None

    async def load(self, question: Question) -> Answer:
        if question not in self._waiting:
            self._waiting[question] = asyncio.get_running_loop().create_future()
        waited = self._waiting[question]
        if self._task is None or self._task.done():
            nobody = contextvars.Context()  # what is logged meanwhile is about none of those who ask
            self._task = asyncio.create_task(self._answer_all(), name=self._name, context=nobody)
        answer = await asyncio.shield(waited)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def settle(self) -> None:
        """Until nobody waits."""
        while self._task and not self._task.done():
            await asyncio.wait([self._task])

    async def _answer_all(self) -> None:
        while self._waiting:
            asked = dict(list(self._waiting.items())[:MOST])
            for question in asked:
                del self._waiting[question]
            try:
                answers = await self._answers(list(asked))
            except BaseException:
                for waited in asked.values():  # nobody is left waiting, whatever ended this
                    waited.cancel()
                raise
            for question, answer in answers.items():
                asked[question].set_result(answer)

    async def _answers(self, questions: list[Question]) -> dict[Question, Answer | Exception]:
        try:
            found = await self._look(questions)
            return {question: found[question] for question in questions}
        except FairError as away:
            return dict.fromkeys(questions, away)
        except Exception as failed:
            if len(questions) == 1:
                return {questions[0]: failed}
        alone: dict[Question, Answer | Exception] = {}
        for question in questions:  # whoever it was, the others are not to blame
            alone |= await self._answers([question])
        return alone
