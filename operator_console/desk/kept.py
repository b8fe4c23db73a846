"""What the agent wrote that is on this machine only; knows no screen and changes nothing."""

from operator_console.desk.drafts import Drafts
from operator_console.desk.inbox import Inbox
from operator_console.desk.outbox import Outbox
from operator_console.desk.state import Kept


def kept(inbox: Inbox, outbox: Outbox, drafts: Drafts) -> tuple[Kept, ...]:
    """Unsent messages, and drafts of chats that went away."""
    found = []
    for conversation_id in outbox.conversations():
        chat = inbox.chats.get(conversation_id)
        for entry in outbox.entries(conversation_id):
            attachment = entry.message.attachment
            found.append(
                Kept(
                    conversation_id=conversation_id,
                    text=entry.message.text,
                    key=entry.key,
                    conversation=chat.conversation if chat is not None else None,
                    delivery=entry.delivery,
                    park_reason=entry.park_reason,
                    colleague=entry.colleague,
                    file_name=attachment.name if attachment is not None else "",
                )
            )
    for conversation_id in drafts.conversations():
        chat = inbox.chats.get(conversation_id)
        if chat is None or chat.ended:
            conversation = chat.conversation if chat is not None else None
            text = drafts.get(conversation_id).text
            found.append(Kept(conversation_id=conversation_id, text=text, conversation=conversation))
    return tuple(found)
