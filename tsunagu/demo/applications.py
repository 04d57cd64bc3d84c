"""Three people on the register who apply: two in the middle of it, one who has sent it. All through the actions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tsunagu.accounts.actions import create_person
from tsunagu.base.actor import Actor
from tsunagu.demo.naming import Name, specialist_address
from tsunagu.demo.sign_ins import SignIn
from tsunagu.demo.staffing import Occasion, equip
from tsunagu.specialists.actions.answers import last_answers
from tsunagu.specialists.actions.drafts import begin_application, open_draft, save_steps, submit_application
from tsunagu.specialists.application.declaring import values_of
from tsunagu.specialists.content import Contact, Declared
from tsunagu.specialists.models import PublishedSheet, RegisterEntry, Specialist
from tsunagu.specialists.read_back import content_of_sheet
from tsunagu.specialists.states import RegisterStatus
from tsunagu.specialists.versions import as_declared

BEGUN = ("eligibility", "skills-s1")
NEARLY = ("introduction", "terms")
ROLE, LABEL = "specialist_applying", "登録セキスペ（申請の途中）"


def enter_applications(names: Mapping[str, Name], occasion: Occasion) -> list[SignIn]:
    """`names`: numbers on the register only. Returns the sign-in of the one who has just begun; [] without room."""
    known = Specialist.objects.filter(riss_no__in=names).values("riss_no")
    valid = RegisterEntry.objects.filter(
        riss_no__in=names, status=RegisterStatus.VALID, valid_until__gte=occasion.as_of
    )
    numbers = list(valid.exclude(riss_no__in=known).order_by("riss_no").values_list("riss_no", flat=True)[:3])
    models = list(PublishedSheet.objects.select_related("text", "specialist").order_by("riss_no")[:3])
    found: list[SignIn] = []
    for turn, (number, model) in enumerate(zip(numbers, models, strict=False)):
        specialist = _begin(number, names[number], occasion)
        said = _said(specialist, model, occasion.as_of)
        kept = {step: values for step, values in said.items() if step in BEGUN} if turn == 0 else said
        if turn == 1:
            kept = {step: values for step, values in said.items() if step not in NEARLY}
        _save(specialist, kept, occasion)
        if turn == 2:
            submit_application(specialist, by=_self(specialist), at=occasion.at)
        elif turn == 0 and specialist.user is not None:
            found.append(equip(specialist.user, ROLE, LABEL, occasion, second_factor=False))
    return found


def _begin(number: str, name: Name, occasion: Occasion) -> Specialist:
    user = create_person(specialist_address(number), name[0], by=occasion.by, at=occasion.at)
    actor = Actor(f"user:{user.pk}", name[0])
    return begin_application(user, number, name[0], name[1], by=actor, at=occasion.at)


def _self(specialist: Specialist) -> Actor:
    return Actor(f"user:{specialist.user_id}", specialist.name)


def _said(specialist: Specialist, model: PublishedSheet, today: date) -> dict[str, dict[str, Any]]:
    """What they write: as somebody on the list does, with a name and a word to the office of their own."""
    declared = as_declared(content_of_sheet(model))
    content = replace(
        declared,
        industries=declared.industries or ("none",),
        name=specialist.name,
        name_kana=specialist.name_kana,
        contact=Contact(),
        declared=Declared("side_job", today, "attended", {"S1-a": "取引先の情報セキュリティ方針づくりを3年"}),
    )
    answers = last_answers(model.specialist)
    return values_of(content, answers.answers if answers else {}, riss_no=specialist.riss_no)


def _save(specialist: Specialist, said: Mapping[str, Mapping[str, Any]], occasion: Occasion) -> None:
    draft = open_draft(specialist, by=_self(specialist), at=occasion.at)
    save_steps(draft, said, seen=draft.seen, by=_self(specialist), at=occasion.at)
