"""The open data: a page that says what they are, and the files themselves."""

from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from tsunagu.directory.open_data.about import about
from tsunagu.directory.open_data.documents import COLUMNS_NAME, CSV_NAME, JSON_NAME, described
from tsunagu.directory.open_data.queries import OpenData, OpenDataFile, open_data_file, open_data_files

# What a file is for; a file not named here is shown by its name.
PURPOSES = {
    CSV_NAME: "一覧（CSV）。Excelで開けます",
    JSON_NAME: "一覧（JSON）。プログラム向けです",
    COLUMNS_NAME: "項目の説明（CSV）",
}


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file on the page."""

    name: str
    purpose: str
    size: int


def open_data(request: HttpRequest) -> HttpResponse:
    """What is offered now, on what terms, and what the columns hold."""
    built = open_data_files()
    facts = {"built": built, "files": file_lines(built) if built else [], "about": about(), "columns": described()}
    return render(request, "public/open_data.html", facts)


def file_lines(built: OpenData) -> list[FileLine]:
    """The files of a build with their purposes."""
    return [FileLine(file.name, PURPOSES.get(file.name, file.name), file.size) for file in built.files]


def download(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file as a download, also for pages of other sites. 304 for who has it already, 404 if not offered."""
    built = open_data_files()
    file = built.file(name) if built else None
    if built is None or file is None:
        raise Http404
    etag, changed = f'"{file.sha256}"', built.built_at.timestamp()
    answer = get_conditional_response(request, etag, int(changed)) or whole_file(built, file)
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(changed)
    answer["Cache-Control"] = "public, max-age=600"
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def whole_file(built: OpenData, file: OpenDataFile) -> FileResponse:
    """The bytes, a piece at a time. Http404 when newer builds have just taken the file's place."""
    stream = open_data_file(built, file)
    if stream is None:
        raise Http404
    return FileResponse(stream, as_attachment=True, filename=file.name, content_type=file.content_type)
