"""All queries of the room."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.documents.models import Document


class DocumentsRepository:
    """Reads and writes within the request's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def document(self, document_id: str) -> Document | None:
        """The slip with this id."""
        return self._session.get(Document, document_id)

    def add(self, document: Document) -> bool:
        """Keep a slip; False if its id is taken."""
        try:
            with self._session.begin_nested():
                self._session.add(document)
        except IntegrityError:
            return False
        return True
