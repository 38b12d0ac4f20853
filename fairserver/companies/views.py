"""The jobs and documents of a booth as its visitors get them."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.companies.messages import DocumentCard, JobCard
from fairserver.companies.tables import Document, Job
from fairserver.delivery.journal import Entities


async def jobs(session: AsyncSession, exhibitor: int) -> Entities:
    """The jobs that an exhibitor offers, by id."""
    rows = await session.scalars(select(Job).where(Job.exhibitor_id == exhibitor))
    return {
        str(row.id): JobCard.model_validate({name: getattr(row, name) for name in JobCard.model_fields}).out()
        for row in rows
    }


async def documents(session: AsyncSession, exhibitor: int) -> Entities:
    """The documents that an exhibitor offers, by id."""
    rows = await session.scalars(select(Document).where(Document.exhibitor_id == exhibitor))
    return {
        str(row.id): DocumentCard.model_validate({name: getattr(row, name) for name in DocumentCard.model_fields}).out()
        for row in rows
    }
