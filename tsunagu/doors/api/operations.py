"""The four questions the API answers. Fetch, ask, answer; nothing is decided here."""

from typing import Annotated, Any

from django.utils import timezone
from ninja import Path, Router
from pydantic import WithJsonSchema

from tsunagu.base.calendar import day_of
from tsunagu.directory.conditions import Problem
from tsunagu.directory.cursors import CursorError, new_seed
from tsunagu.directory.queries.listing import list_page
from tsunagu.directory.queries.sheets import sheet_page
from tsunagu.doors.api import answers
from tsunagu.doors.api.asking import Given, RefusedError, asked_conditions, asked_list, nothing_asked
from tsunagu.doors.api.codes import SHOWN, code_lists, codes_of
from tsunagu.doors.api.describing import condition_parameters, paging_parameters
from tsunagu.doors.api.paging import taken, written
from tsunagu.doors.api.rows import page_answer, sheet_answer
from tsunagu.doors.gate import GatedRequest

router = Router()
METHODS = ["GET", "HEAD"]
REFUSALS: dict[int, Any] = dict.fromkeys((400, 404, 405, 422), answers.Problems)


def _given(request: GatedRequest) -> Given:
    return dict(request.GET.lists())


@router.api_operation(
    METHODS,
    "/specialists",
    response={200: answers.Page, **REFUSALS},
    url_name="specialists",
    operation_id="specialists",
    summary="専門家の一覧",
    openapi_extra={"parameters": [*condition_parameters(), *paging_parameters()]},
)
def specialists(request: GatedRequest) -> answers.Page:
    """One page of the list. Without a cursor a new order begins; 400 for a cursor that cannot be used."""
    asked = asked_list(_given(request))
    try:
        after = None if asked.cursor is None else taken(asked.cursor, asked.conditions)
    except CursorError as wrong:
        raise RefusedError(400, [Problem("cursor", str(wrong))]) from None
    seed = after.seed if after else new_seed()
    page = list_page(asked.conditions, seed=seed, after=after, size=asked.limit, by=request.actor, at=timezone.now())
    return page_answer(page, onwards=written(page.onwards, asked.conditions) if page.onwards else None)


@router.api_operation(
    METHODS,
    "/specialists/{riss_no}",
    response={200: answers.Sheet, 304: None, **REFUSALS},
    url_name="sheet",
    operation_id="sheet",
    summary="1人の個票",
    openapi_extra={"parameters": condition_parameters()},
)
def sheet(request: GatedRequest, riss_no: Annotated[str, Path(pattern=r"^[0-9]{6}$")]) -> answers.Sheet:
    """One person's sheet, with points for the conditions given; 404 when not on the list now."""
    conditions = asked_conditions(_given(request))
    found = sheet_page(riss_no, today=day_of(timezone.now()), conditions=conditions, may_see_contact=False)
    if found is None:
        raise RefusedError(404, [Problem("riss_no", "この登録番号の方は、いま一覧に載っていません。")])
    return sheet_answer(found)


@router.api_operation(
    METHODS,
    "/codes",
    response={200: answers.CodeLists, 304: None, **REFUSALS},
    url_name="codes",
    operation_id="codes",
    summary="コード表の一覧",
)
def codes(request: GatedRequest) -> answers.CodeLists:
    """The code lists there are."""
    nothing_asked(_given(request))
    return answers.CodeLists(vocabularies=code_lists())


@router.api_operation(
    METHODS,
    "/codes/{vocabulary}",
    response={200: answers.Codes, 304: None, **REFUSALS},
    url_name="vocabulary",
    operation_id="vocabulary",
    summary="1つのコード表",
)
def vocabulary(
    request: GatedRequest, vocabulary: Annotated[str, WithJsonSchema({"type": "string", "enum": [*SHOWN]})]
) -> answers.Codes:
    """One code list; 404 when there is none of that name."""
    nothing_asked(_given(request))
    found = codes_of(vocabulary)
    if found is None:
        raise RefusedError(404, [Problem("vocabulary", "この名前のコード表はありません。")])
    return found
