"""The addresses of case files, the desk and the dispatch pool at the partner's door."""

from django.urls import path

from tsunagu.doors.partner import case_candidates, case_keeping, case_page, case_plans, cases, desk, pool, statistics

CASE_PATHS = [
    path("desk/", desk.desk, name="desk"),
    path("pool/", pool.pool, name="pool"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/<str:kind>", statistics.export, name="statistics_export"),
    path("cases/", cases.cases, name="cases"),
    path("cases/new", cases.case_new, name="case_new"),
    path("cases/pick", case_candidates.pick, name="case_pick"),
    path("cases/<int:pk>", case_page.case, name="case"),
    path("cases/<int:pk>/edit", cases.case_edit, name="case_edit"),
    path("cases/<int:pk>/search", case_candidates.search, name="case_search"),
    path("cases/<int:pk>/candidates", case_candidates.candidates, name="case_candidates"),
    path("cases/<int:pk>/papers/<int:key>", case_page.paper, name="case_paper"),
    path("cases/<int:pk>/roadmap", case_plans.roadmap, name="case_roadmap"),
    path("cases/<int:pk>/contract", case_plans.contract, name="case_contract"),
    path("cases/<int:pk>/contract/<int:key>", case_page.contract_paper, name="case_contract_paper"),
    path("cases/<int:pk>/keeper", case_keeping.keeper, name="case_keeper"),
    path("cases/<int:pk>/take", case_keeping.take, name="case_take"),
]
