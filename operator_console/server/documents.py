"""The interface described for machines: OpenAPI and AsyncAPI documents made from the wire's own types."""

import types
from typing import Any, get_args

import msgspec

from operator_console import __version__
from operator_console.domain.archive import ArchiveComment
from operator_console.domain.articles import Article
from operator_console.domain.conversations import Attachment
from operator_console.domain.practice import PracticeCase
from operator_console.protocol import archive, handling, http, invitations, practice, privacy, reports, sites, staffing
from operator_console.protocol import articles as knowledge
from operator_console.protocol.agent import AgentFrame, AgentRequest
from operator_console.protocol.visitor import VisitorFrame, VisitorRequest

OPENAPI = "/api/openapi.json"
ASYNCAPI = "/api/asyncapi.json"
_REF = "#/components/schemas/{name}"
Document = dict[str, Any]

_OPERATIONS: tuple[tuple[str, str, str, type | None, type | None, tuple[str, ...]], ...] = (
    ("post", http.SIGN_IN, "Sign in with account and password", http.SignIn, http.SignedIn, ()),
    ("post", http.REFRESH, "Exchange a refresh token for the next pair", http.RefreshToken, http.SignedIn, ()),
    ("post", http.SIGN_OUT, "End a session", http.RefreshToken, None, ()),
    ("get", http.DEVICES, "List the devices on which I am signed in", None, http.Devices, ()),
    ("delete", http.DEVICES, "Sign out all my other devices", None, http.Devices, ()),
    ("delete", http.DEVICE, "Sign out one device of mine", None, None, ()),
    ("get", http.CONVERSATION, "Read a conversation", None, http.ConversationPage, ()),
    ("get", http.MESSAGES, "Page older messages", None, http.MessagePage, ("before", "limit")),
    ("get", http.PREVIOUS, "List a visitor's earlier conversations", None, http.PreviousChats, ()),
    ("get", http.ARTICLES, "List changed articles", None, http.ArticlePage, ("after", "limit")),
    ("get", knowledge.CARDS, "List a site's articles, drafts included", None, knowledge.ArticleCards, ()),
    ("get", knowledge.ARTICLE, "Read an article's newest revision", None, knowledge.ArticleInWork, ()),
    ("put", knowledge.ARTICLE, "Save an article's next revision", knowledge.SaveArticle, knowledge.ArticleInWork, ()),
    ("delete", knowledge.ARTICLE, "Take an article away", knowledge.RemoveArticle, None, ()),
    ("get", knowledge.REVISION, "Read an earlier revision", None, Article, ()),
    ("post", knowledge.PICTURES, "Upload a picture for articles", bytes, knowledge.ArticlePicture, ()),
    ("post", knowledge.IMPORT, "Save many articles", knowledge.ImportArticles, knowledge.ImportedArticles, ()),
    ("post", knowledge.USES, "Count that articles were used in chats", knowledge.ArticleUses, None, ()),
    ("get", knowledge.FIGURES, "Read how articles do", None, knowledge.AllFigures, ()),
    ("get", knowledge.MISSING, "List questions without an article", None, knowledge.MissingArticles, ()),
    ("post", knowledge.MISSING, "Report a question without an article", knowledge.ReportMissing, None, ()),
    ("delete", knowledge.MISSING_ONE, "Close a line of that list", None, None, ()),
    ("get", handling.COLLEAGUES, "List who could take a chat", None, handling.Colleagues, ()),
    ("get", practice.CASES, "List practice cases", None, practice.PracticeCases, ()),
    ("post", practice.CASES, "Keep a practice case", practice.SavePracticeCase, PracticeCase, ()),
    ("delete", practice.CASE, "Remove a practice case", None, None, ()),
    ("post", archive.SEARCH, "Search chats", archive.SearchArchive, archive.ArchivePage, ()),
    ("get", archive.CHOICES, "List what searches can be narrowed by", None, archive.ArchiveChoices, ()),
    ("get", archive.CHAT, "Read what stands beside a chat's transcript", None, archive.ArchivedChat, ()),
    ("post", archive.SEEN, "Have seen the comments on a chat of mine", None, archive.UnreadComments, ()),
    ("post", archive.COMMENTS, "Comment on a chat", archive.WriteComment, ArchiveComment, ()),
    ("put", archive.COMMENT, "Change a comment of mine", archive.WriteComment, ArchiveComment, ()),
    ("delete", archive.COMMENT, "Remove a comment", None, None, ()),
    ("post", archive.EXPORT, "Export chats, one ExportedChat a line", archive.ExportArchive, bytes, ()),
    ("get", sites.SITES, "List the sites that I may set up", None, sites.OwnSites, ()),
    ("post", sites.SITES, "Make a new site", sites.CreateSite, sites.SiteState, ()),
    ("put", sites.SITE, "Change a site itself", sites.SaveSite, sites.SiteState, ()),
    ("get", sites.INSTALLATION, "Read from where a site's widget has spoken", None, sites.Installation, ()),
    ("get", sites.IDENTITY_KEYS, "List a site's identity keys", None, sites.IdentityKeys, ()),
    ("post", sites.IDENTITY_KEYS, "Make a new identity key", None, sites.IdentityKey, ()),
    ("delete", sites.IDENTITY_KEY, "End an identity key", None, None, ()),
    ("get", sites.SETTINGS, "Read what is set for a site", None, sites.SiteState, ()),
    ("put", sites.SETTINGS, "Set everything of a site", sites.SaveSettings, sites.SiteState, ()),
    ("get", invitations.FIGURES, "Read how invitations did", None, invitations.InvitationFigures, ("days",)),
    ("post", invitations.TRY, "Try a rule on visits that were", invitations.TryRule, invitations.TriedRule, ()),
    ("get", privacy.KEPT, "Read how much is kept of a visitor", None, privacy.KeptOfVisitor, ()),
    ("get", privacy.EXPORT, "Take out what is kept of a visitor, as a ZIP archive", None, bytes, ()),
    ("delete", privacy.VISITOR, "Erase a visitor", None, privacy.KeptOfVisitor, ()),
    ("get", privacy.RETENTION, "Read what was erased because it was old", None, privacy.RetentionRuns, ()),
    ("get", staffing.RECORD, "Read what staffing is planned from", None, staffing.StaffingRecord, ()),
    ("post", reports.REPORT, "Read the figures of a period", reports.AskReport, reports.Report, ()),
    ("get", reports.TODAY, "Read today's figures", None, reports.Today, ()),
    ("post", http.UPLOADS, "Upload one file; its name percent-encoded in X-File-Name", bytes, Attachment, ()),
    ("post", http.RESUMABLE, "Begin an upload in parts (tus 1.0.0), or find it by its Upload-Key", None, None, ()),
    (
        "patch",
        http.RESUMABLE_ONE,
        "Append to an upload (HEAD tells where it stands); whole, 200 and the file",
        bytes,
        Attachment,
        (),
    ),
    ("delete", http.RESUMABLE_ONE, "Give an upload up", None, None, ()),
    ("get", http.FILES, "Download one file", None, bytes, ()),
)
_UPLOADS = frozenset({http.UPLOADS, knowledge.PICTURES})
_TAKEN = frozenset({("put", knowledge.ARTICLE), ("delete", knowledge.ARTICLE)})
"""What may answer that somebody else has saved meanwhile."""
_WITHOUT_TOKEN = frozenset({http.SIGN_IN, http.REFRESH, http.SIGN_OUT})


def openapi() -> Document:
    """Return the HTTP interface as OpenAPI 3.1."""
    bodies = {body for _method, _path, _summary, given, made, _query in _OPERATIONS for body in (given, made)}
    structs = sorted(
        (body for body in {*bodies, http.Problem, knowledge.ArticleTaken} if body not in (None, bytes)),
        key=lambda body: body.__name__,
    )
    _schemas, components = msgspec.json.schema_components(structs, ref_template=_REF)
    paths: Document = {}
    for method, path, summary, given, made, query in _OPERATIONS:
        paths.setdefault(path, {})[method] = _operation(path, summary, given, made, query)
        if (method, path) in _TAKEN:
            taken = {"description": "Somebody else has saved", "content": _content(knowledge.ArticleTaken)}
            paths[path][method]["responses"]["409"] = taken
    return {
        "openapi": "3.1.0",
        "info": {"title": "Operator Console", "version": __version__},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def asyncapi() -> Document:
    """Return both gateways as AsyncAPI 3.0; the frames' field ``type`` tells them apart."""
    directions: dict[str, tuple[str, str, types.UnionType]] = {
        "consoleSends": ("agent", "receive", AgentRequest),
        "consoleReceives": ("agent", "send", AgentFrame),
        "widgetSends": ("visitor", "receive", VisitorRequest),
        "widgetReceives": ("visitor", "send", VisitorFrame),
    }
    frames = {frame for _channel, _action, union in directions.values() for frame in get_args(union)}
    flat = sorted(frames, key=lambda frame: str(frame.__name__))
    _schemas, components = msgspec.json.schema_components(flat, ref_template=_REF)
    channels: Document = {
        "agent": {"address": http.AGENT_SOCKET, "messages": {}},
        "visitor": {"address": http.VISITOR_SOCKET, "messages": {}},
    }
    operations: Document = {}
    for name, (channel, action, union) in directions.items():
        names = [frame.__name__ for frame in get_args(union)]
        channels[channel]["messages"].update({each: {"$ref": f"#/components/messages/{each}"} for each in names})
        operations[name] = {
            "action": action,
            "channel": {"$ref": f"#/channels/{channel}"},
            "messages": [{"$ref": f"#/channels/{channel}/messages/{each}"} for each in names],
        }
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Operator Console", "version": __version__},
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {
            "schemas": components,
            "messages": {frame.__name__: {"payload": {"$ref": _REF.format(name=frame.__name__)}} for frame in flat},
        },
    }


def _operation(path: str, summary: str, given: type | None, made: type | None, query: tuple[str, ...]) -> Document:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
    parameters += [{"name": name, "in": "query", "required": False, "schema": {"type": "integer"}} for name in query]
    if path in _UPLOADS:
        parameters.append({"name": "X-File-Name", "in": "header", "required": True, "schema": {"type": "string"}})
    good = "204" if made is None else "201" if path in _UPLOADS else "200"
    answer: Document = {"description": "Done"}
    if made is not None:
        answer["content"] = _content(made)
    operation: Document = {
        "summary": summary,
        "parameters": parameters,
        "responses": {
            good: answer,
            "default": {"description": "Refused", "content": _content(http.Problem)},
        },
    }
    if given is not None:
        operation["requestBody"] = {"required": True, "content": _content(given)}
    if path not in _WITHOUT_TOKEN:
        operation["security"] = [{"bearer": []}]
    return operation


def _content(body: type) -> Document:
    if body is bytes:
        return {"application/octet-stream": {"schema": {}}}
    return {"application/json": {"schema": {"$ref": _REF.format(name=body.__name__)}}}
