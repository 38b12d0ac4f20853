"""A dataloader: questions asked at the same moment are answered by one query.

While a query runs, new questions wait for the next one. So a query always begins after its questions were asked, and
no answer is older than the question, exactly as if each had made a query of its own.
"""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Hashable, Mapping
from typing import Generic, TypeVar

from fairserver.base.errors import FairError

MOST = 500  # questions in one query

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")
Query = Callable[[list[Question]], Awaitable[Mapping[Question, Answer | FairError]]]


class DataLoader(Generic[Question, Answer]):
    """Collects questions and passes them to `query`, at most `most` at once. Equal questions are asked once."""

    def __init__(self, name: str, query: Query[Question, Answer], most: int = MOST) -> None:
        """`name`: of its task. `query`: returns the answer to each of several questions; a FairError as the answer to a
        question is raised to those who asked that question.
        """
        self._name = name
        self._query = query
        self._most = most
        self._waiting: dict[Question, asyncio.Future[Answer | Exception]] = {}
        self._task: asyncio.Task[None] | None = None

    async def load(self, question: Question) -> Answer:
        """The answer to one question. Raises what the query raises or returns for it."""
        if question not in self._waiting:
            self._waiting[question] = asyncio.get_running_loop().create_future()
        waited = self._waiting[question]
        if self._task is None or self._task.done():
            # An empty context: log lines of a query must not name the person of one of its questions.
            empty = contextvars.Context()
            self._task = asyncio.create_task(self._answer_all(), name=self._name, context=empty)
        answer = await asyncio.shield(waited)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def settle(self) -> None:
        """Wait until every question asked so far is answered."""
        while self._task and not self._task.done():
            await asyncio.wait([self._task])

    async def _answer_all(self) -> None:
        while self._waiting:
            asked = dict(list(self._waiting.items())[: self._most])
            for question in asked:
                del self._waiting[question]
            try:
                answers = await self._answers(list(asked))
            except BaseException:
                for waited in asked.values():  # whatever ended this task: nobody must wait for ever
                    waited.cancel()
                raise
            for question, answer in answers.items():
                asked[question].set_result(answer)

    async def _answers(self, questions: list[Question]) -> dict[Question, Answer | Exception]:
        """Run the query. When it fails for several questions, ask each alone, so that one cannot fail the others."""
        try:
            found = await self._query(questions)
            return {question: found[question] for question in questions}
        except FairError as error:
            return dict.fromkeys(questions, error)
        except Exception as error:
            if len(questions) == 1:
                return {questions[0]: error}
        alone: dict[Question, Answer | Exception] = {}
        for question in questions:
            alone |= await self._answers([question])
        return alone
