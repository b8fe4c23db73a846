<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_GB">
<context>
    <name>AlertsPage</name>
    <message numerus="yes">
        <source>Playing %n sounds with %1. Hear nothing? Check your system&apos;s volume.</source>
        <translation>
            <numerusform>Playing %n sound with %1. Hear nothing? Check your system&apos;s volume.</numerusform>
            <numerusform>Playing %n sounds with %1. Hear nothing? Check your system&apos;s volume.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Archive</name>
    <message numerus="yes">
        <source>%n late</source>
        <translation>
            <numerusform>%n late</numerusform>
            <numerusform>%n late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n comments</source>
        <translation>
            <numerusform>%n comment</numerusform>
            <numerusform>%n comments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArchiveScreen</name>
    <message numerus="yes">
        <source>%n chats</source>
        <translation>
            <numerusform>%n chat</numerusform>
            <numerusform>%n chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not searchable yet</source>
        <translation>
            <numerusform>%n not searchable yet</numerusform>
            <numerusform>%n not searchable yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticleFigures</name>
    <message numerus="yes">
        <source>used %n times</source>
        <translation>
            <numerusform>used %n time</numerusform>
            <numerusform>used %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticleListView</name>
    <message numerus="yes">
        <source>%n articles</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n questions</source>
        <translation>
            <numerusform>%n question</numerusform>
            <numerusform>%n questions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CallBackSheet</name>
    <message numerus="yes">
        <source>%n times not reached</source>
        <translation>
            <numerusform>%n time not reached</numerusform>
            <numerusform>%n times not reached</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CallBackStrip</name>
    <message numerus="yes">
        <source>%n late</source>
        <translation>
            <numerusform>%n late</numerusform>
            <numerusform>%n late</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Chats</name>
    <message numerus="yes">
        <source>%n messages not sent yet</source>
        <translation>
            <numerusform>%n message not sent yet</numerusform>
            <numerusform>%n messages not sent yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread messages</source>
        <translation>
            <numerusform>%n unread message</numerusform>
            <numerusform>%n unread messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChatsScreen</name>
    <message numerus="yes">
        <source>%n open chats</source>
        <translation>
            <numerusform>%n open chat</numerusform>
            <numerusform>%n open chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them wait for you</source>
        <translation>
            <numerusform>%n of them waits for you</numerusform>
            <numerusform>%n of them wait for you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>New ones come while fewer than %n wait for you.</source>
        <translation>
            <numerusform>New ones come while fewer than %n waits for you.</numerusform>
            <numerusform>New ones come while fewer than %n wait for you.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Debrief</name>
    <message numerus="yes">
        <source>%n questions still open</source>
        <translation>
            <numerusform>%n question still open</numerusform>
            <numerusform>%n questions still open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %n answers</source>
        <translation>
            <numerusform>of %n answer</numerusform>
            <numerusform>of %n answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DiffView</name>
    <message numerus="yes">
        <source>%n lines are the same</source>
        <translation>
            <numerusform>%n line is the same</numerusform>
            <numerusform>%n lines are the same</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EraseSheet</name>
    <message numerus="yes">
        <source>%n chats with everything in them</source>
        <translation>
            <numerusform>%n chat with everything in it</numerusform>
            <numerusform>%n chats with everything in them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n visits with their pages</source>
        <translation>
            <numerusform>%n visit with its pages</numerusform>
            <numerusform>%n visits with their pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The site knows them as one customer in %n browsers; all of these go.</source>
        <translation>
            <numerusform>The site knows them in %n browser; it goes too.</numerusform>
            <numerusform>The site knows them as one customer in %n browsers; all of these go.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EtiquetteLines</name>
    <message numerus="yes">
        <source>and %n more questions</source>
        <translation>
            <numerusform>and %n more question</numerusform>
            <numerusform>and %n more questions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message numerus="yes">
        <source>%n chats are written to the file.</source>
        <translation>
            <numerusform>%n chat is written to the file.</numerusform>
            <numerusform>%n chats are written to the file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterMenu</name>
    <message numerus="yes">
        <source>Changed within %n days</source>
        <translation>
            <numerusform>Changed within %n day</numerusform>
            <numerusform>Changed within %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Handling</name>
    <message numerus="yes">
        <source>%n messages are not stored on the server yet.</source>
        <translation>
            <numerusform>%n message is not stored on the server yet.</numerusform>
            <numerusform>%n messages are not stored on the server yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InviteSheet</name>
    <message numerus="yes">
        <source>%n characters too many</source>
        <translation>
            <numerusform>%n character too many</numerusform>
            <numerusform>%n characters too many</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JumpButton</name>
    <message numerus="yes">
        <source>%n new message(s), go to the newest</source>
        <translation>
            <numerusform>%n new message, go to the newest</numerusform>
            <numerusform>%n new messages, go to the newest</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KnowledgePage</name>
    <message numerus="yes">
        <source>%n articles are read.</source>
        <translation>
            <numerusform>%n article is read.</numerusform>
            <numerusform>%n articles are read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KnowledgeScreen</name>
    <message numerus="yes">
        <source>%n articles</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KnowledgeView</name>
    <message numerus="yes">
        <source>%n more articles: search to find them</source>
        <translation>
            <numerusform>%n more article: search to find it</numerusform>
            <numerusform>%n more articles: search to find them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message numerus="yes">
        <source>No new chats come to you now. %n chats are still open.</source>
        <translation>
            <numerusform>No new chats come to you now. %n chat is still open.</numerusform>
            <numerusform>No new chats come to you now. %n chats are still open.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chats are no longer with you: %1</source>
        <translation>
            <numerusform>%n chat is no longer with you: %1</numerusform>
            <numerusform>%n chats are no longer with you: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chats are still open. Hand them over, and they wait at the front of the queue.</source>
        <translation>
            <numerusform>%n chat is still open. Hand it over, and it waits at the front of the queue.</numerusform>
            <numerusform>%n chats are still open. Hand them over, and they wait at the front of the queue.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chats are still open.</source>
        <translation>
            <numerusform>%n chat is still open.</numerusform>
            <numerusform>%n chats are still open.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages are not sent yet. They are kept and sent when you sign in again.</source>
        <translation>
            <numerusform>%n message is not sent yet. It is kept and sent when you sign in again.</numerusform>
            <numerusform>%n messages are not sent yet. They are kept and sent when you sign in again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MissingModel</name>
    <message numerus="yes">
        <source>asked %n times</source>
        <translation>
            <numerusform>asked %n time</numerusform>
            <numerusform>asked %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MixUpGuard</name>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>things of other visitors</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NavigationColumn</name>
    <message numerus="yes">
        <source>Chats, %n waiting for your answer</source>
        <translation>
            <numerusform>Chats, %n waiting for your answer</numerusform>
            <numerusform>Chats, %n waiting for your answer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OpenChats</name>
    <message numerus="yes">
        <source>%n messages not sent</source>
        <translation>
            <numerusform>%n message not sent</numerusform>
            <numerusform>%n messages not sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PracticeBand</name>
    <message numerus="yes">
        <source>Nothing here counts. %n visitors are here or still to come.</source>
        <translation>
            <numerusform>Nothing here counts. %n visitor is here or still to come.</numerusform>
            <numerusform>Nothing here counts. %n visitors are here or still to come.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n real chats wait</source>
        <translation>
            <numerusform>%n real chat waits</numerusform>
            <numerusform>%n real chats wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresenceNotices</name>
    <message numerus="yes">
        <source>You are set to busy after %n minutes. It ends when you are back.</source>
        <translation>
            <numerusform>You are set to busy after %n minute. It ends when you are back.</numerusform>
            <numerusform>You are set to busy after %n minutes. It ends when you are back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You are set to a break after %n minutes. It ends when you are back.</source>
        <translation>
            <numerusform>You are set to a break after %n minute. It ends when you are back.</numerusform>
            <numerusform>You are set to a break after %n minutes. It ends when you are back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You were set to busy after %n minutes; you are online again.</source>
        <translation>
            <numerusform>You were set to busy after %n minute; you are online again.</numerusform>
            <numerusform>You were set to busy after %n minutes; you are online again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You were set to a break after %n minutes; you are online again.</source>
        <translation>
            <numerusform>You were set to a break after %n minute; you are online again.</numerusform>
            <numerusform>You were set to a break after %n minutes; you are online again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresencePage</name>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesView</name>
    <message numerus="yes">
        <source>Figures of %n days</source>
        <translation>
            <numerusform>Figures of %n day</numerusform>
            <numerusform>Figures of %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Setup</name>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShellWindow</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>chats that wait for an answer</comment>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SiteTransfer</name>
    <message numerus="yes">
        <source>%n values of %1 would be others, and are saved then.</source>
        <translation>
            <numerusform>%n value of %1 would be another one, and is saved then.</numerusform>
            <numerusform>%n values of %1 would be others, and are saved then.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartSheet</name>
    <message numerus="yes">
        <source>%n cases, at most %1 at the same time.</source>
        <translation>
            <numerusform>%n case, at most %1 at the same time.</numerusform>
            <numerusform>%n cases, at most %1 at the same time.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>Slow, %n messages wait for the server</source>
        <translation>
            <numerusform>Slow, %n message waits for the server</numerusform>
            <numerusform>Slow, %n messages wait for the server</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages kept</source>
        <translation>
            <numerusform>%n message kept</numerusform>
            <numerusform>%n messages kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages in the outbox</source>
        <translation>
            <numerusform>%n message in the outbox</numerusform>
            <numerusform>%n messages in the outbox</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StorageNotices</name>
    <message numerus="yes">
        <source>The server was put back to an older copy: %n messages of your chats are not on it any more.</source>
        <translation>
            <numerusform>The server was put back to an older copy: %n message of your chats is not on it any more.</numerusform>
            <numerusform>The server was put back to an older copy: %n messages of your chats are not on it any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them could be read: check each before you send it.</source>
        <translation>
            <numerusform>%n of them could be read: check it before you send it.</numerusform>
            <numerusform>%n of them could be read: check each before you send it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read.</source>
        <translation>
            <numerusform>%n could not be read.</numerusform>
            <numerusform>%n could not be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Team</name>
    <message numerus="yes">
        <source>%n chats wait for an answer</source>
        <translation>
            <numerusform>%n chat waits for an answer</numerusform>
            <numerusform>%n chats wait for an answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chats</source>
        <translation>
            <numerusform>%Ln chat</numerusform>
            <numerusform>%Ln chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln first replies</source>
        <translation>
            <numerusform>%Ln first reply</numerusform>
            <numerusform>%Ln first replies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TeamScreen</name>
    <message numerus="yes">
        <source>%n chats</source>
        <translation>
            <numerusform>%n chat</numerusform>
            <numerusform>%n chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Transfer</name>
    <message numerus="yes">
        <source>%n things did not fit:</source>
        <translation>
            <numerusform>%n thing did not fit:</numerusform>
            <numerusform>%n things did not fit:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles, as the list shows them now. Changes that are not saved stay out.</source>
        <translation>
            <numerusform>%n article, as the list shows it now. Changes that are not saved stay out.</numerusform>
            <numerusform>%n articles, as the list shows them now. Changes that are not saved stay out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles were exported.</source>
        <translation>
            <numerusform>%n article was exported.</numerusform>
            <numerusform>%n articles were exported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TransferSheet</name>
    <message numerus="yes">
        <source>department, %n online</source>
        <translation>
            <numerusform>department, %n online</numerusform>
            <numerusform>department, %n online</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Visitor</name>
    <message numerus="yes">
        <source>%n visits</source>
        <translation>
            <numerusform>%n visit</numerusform>
            <numerusform>%n visits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pages</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n items</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VisitorPrivacy</name>
    <message numerus="yes">
        <source>The visitor is erased, with %n chats.</source>
        <translation>
            <numerusform>The visitor is erased, with %n chat.</numerusform>
            <numerusform>The visitor is erased, with %n chats.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VisitorsView</name>
    <message numerus="yes">
        <source>%n visitors</source>
        <translation>
            <numerusform>%n visitor</numerusform>
            <numerusform>%n visitors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more, who came earlier</source>
        <translation>
            <numerusform>and %n more, who came earlier</numerusform>
            <numerusform>and %n more, who came earlier</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WrappingUp</name>
    <message numerus="yes">
        <source>%n message(s) are not stored on the server yet.</source>
        <translation>
            <numerusform>%n message is not stored on the server yet.</numerusform>
            <numerusform>%n messages are not stored on the server yet.</numerusform>
        </translation>
    </message>
</context>
</TS>
