// A story in the form that each kind of channel takes, within its limits. No text of others is read as markup.

import { createHash } from 'node:crypto';
import { ascii, cut, cutBytes } from './cut.ts';
import type { Send } from './thread.ts';
import type { Story } from './told.ts';

/** What Slack takes: a header of 150, 50 blocks, some 13,000 in all; these leave room. */
const SLACK = { header: 150, text: 900, fallback: 300 } as const;

/** What the messages of ours say that they are, to programs. */
export const SLACK_EVENT = 'tidegate_message';

interface SlackElement {
  readonly type: 'text' | 'link';
  readonly text: string;
  readonly url?: string;
  readonly style?: { readonly bold?: true; readonly code?: true };
}

const section = (elements: readonly SlackElement[]) => ({ type: 'rich_text_section', elements });
const said = (text: string): SlackElement => ({ type: 'text', text: cut(text, SLACK.text) });
const label = (text: string): SlackElement => ({ type: 'text', text, style: { bold: true } });

/** By which a message is found again, by whoever died before they kept that it was taken. */
export function messageId({ release }: Pick<Story, 'release'>, { as, alert }: Send): string {
  const isAnswer = as === 'reply' || as === 'changeReply';
  return isAnswer && alert !== undefined ? `${release} ${alert}` : release;
}

/** Rich text: what looks like a mention or a link in it is text. */
export function slackMessage(story: Story, channel: string, send: Send) {
  const { as, to } = send;
  const { title, happened, evidence, did, next, commands, level } = story;
  const lines = [
    section([said(happened)]),
    ...evidence.map(({ text, link }) =>
      section([
        said(`• ${text} `),
        ...(link ? [{ type: 'link' as const, url: link, text: 'chart' }] : []),
      ]),
    ),
    section([label('Done: '), said(did)]),
    section([label('Next: '), said(next)]),
    ...commands.map((command) =>
      section([{ type: 'text' as const, text: cut(command, SLACK.text), style: { code: true } }]),
    ),
  ];
  const withBreaks = lines.map((line, index) =>
    index === lines.length - 1
      ? line
      : section([...line.elements, { type: 'text' as const, text: '\n' }]),
  );
  const isChange = as === 'change' || as === 'changeReply';
  return {
    channel,
    ...(isChange && to !== undefined && { ts: to }),
    ...(as === 'reply' && to !== undefined && { thread_ts: to, reply_broadcast: level === 'page' }),
    text: escapedForSlack(cut(titled(story, title), SLACK.fallback)),
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: cut(titled(story, title), SLACK.header), emoji: false },
      },
      { type: 'rich_text', elements: withBreaks },
    ],
    ...(!isChange && { unfurl_links: false, unfurl_media: false }),
    metadata: { event_type: SLACK_EVENT, event_payload: { id: messageId(story, send) } },
    parse: 'none',
    link_names: false,
  };
}

/** The fallback alone is read as markup: its three signs are told as their names. */
function escapedForSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const MARKS = { page: 'PAGE: ', ticket: '', update: '' } as const;

function titled({ level }: Story, title: string): string {
  return `${MARKS[level]}${title}`;
}

/** What Teams takes is some 28 KB. */
const TEAMS = { title: 300, text: 900 } as const;

const run = (text: string, more: object = {}) => ({
  type: 'TextRun',
  text: cut(text, TEAMS.text),
  ...more,
});
const rich = (inlines: readonly object[], more: object = {}) => ({
  type: 'RichTextBlock',
  inlines,
  ...more,
});

/** Runs of text are read as they are, where a block of text is Markdown. */
export function teamsMessage(story: Story) {
  const { title, happened, evidence, did, next, commands } = story;
  const colors = { page: 'attention', ticket: 'warning', update: 'default' } as const;
  const body = [
    rich([
      run(cut(titled(story, title), TEAMS.title), {
        ...{ weight: 'bolder', size: 'large', color: colors[story.level] },
      }),
    ]),
    rich([run(happened)]),
    ...evidence.map(({ text }) => rich([run(`• ${text}`)])),
    rich([run('Done: ', { weight: 'bolder' }), run(did)]),
    rich([run('Next: ', { weight: 'bolder' }), run(next)]),
    ...commands.map((command) => rich([run(command, { fontType: 'monospace' })])),
  ];
  const actions = evidence.flatMap(({ link }, index) =>
    link ? [{ type: 'Action.OpenUrl', title: `Chart ${index + 1}`, url: link }] : [],
  );
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body,
    ...(actions.length > 0 && { actions: actions.slice(0, 6) }),
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', attachments: [{ contentType, contentUrl: null, content }] };
}

/** A chat shows no more of a title; a command that is longer cannot be given from a chat. */
const CHAT = { title: 250, description: 5_400, step: 300, command: 100 } as const;

/** Amazon Q in chat: Markdown, so that what others have named is told literally. */
export function chatMessage(story: Story) {
  const { title, happened, evidence, did, next, commands, pipeline, release, level } = story;
  const lines = [
    literal(happened),
    ...evidence.map(({ text, link }) => `• ${literal(text)}${link ? ` ${link}` : ''}`),
    `*Done:* ${literal(did)}`,
    `*Next:* ${literal(next)}`,
  ];
  return {
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: cut(literal(titled(story, title)), CHAT.title),
      description: lines.map((line) => line.slice(0, CHAT.description / 6)).join('\n'),
      nextSteps: commands
        .filter((command) => command.length <= CHAT.command)
        .map((command) => `\`${cut(command, CHAT.step)}\``),
      keywords: [pipeline, level],
    },
    metadata: {
      threadId: release,
      summary: cut(literal(title), CHAT.title),
      eventType: `tidegate-${level}`,
      relatedResources: [pipeline, release],
    },
  };
}

const LIKE: Readonly<Record<string, string>> = { '*': '∗', '`': 'ˋ', '~': '∼' };

/** Signs that are markup in a chat are told by others that look like them, or broken by what has no width. */
function literal(text: string): string {
  return escapedForSlack(cut(text, 1_000))
    .replace(/[*`~]/g, (sign) => LIKE[sign] ?? sign)
    .replace(/@|\](?=\()/g, (sign) => `${sign}\u2060`);
}

/** What SNS takes: 100 ASCII letters of a subject, 256 KiB in all, of which mail wants far less. */
const SNS = { subject: 100, bytes: 60_000 } as const;

export function snsMessage(story: Story, send: Send) {
  const { title, happened, evidence, did, next, commands, owner, contact } = story;
  const lines = [
    cut(titled(story, title), 1_000),
    '',
    cut(happened, 4_000),
    ...evidence.map(({ text, link }) => `- ${cut(text, 2_000)}${link ? `\n  ${link}` : ''}`),
    '',
    `Done: ${cut(did, 2_000)}`,
    `Next: ${cut(next, 2_000)}`,
    ...(commands.length > 0 ? ['', ...commands.map((command) => `  ${cut(command, 500)}`)] : []),
    ...(owner ? ['', `Owner: ${cut(owner, 200)}${contact ? `, ${cut(contact, 200)}` : ''}`] : []),
  ];
  const subject = ascii(cut(titled(story, title).replaceAll('…', '...'), SNS.subject));
  return {
    // It begins with a letter, a digit or a mark.
    subject: subject.trim() || 'Tidegate',
    text: cutBytes(lines.join('\n'), SNS.bytes),
    order: {
      id: createHash('sha256')
        .update(`${messageId(story, send)} ${story.moment} ${send.as}`)
        .digest('hex'),
      group: createHash('sha256').update(story.release).digest('hex'),
    },
    attributes: {
      level: story.level,
      pipeline: story.pipeline,
      release: story.release,
      moment: cut(story.alert ?? story.moment, 200),
    },
  };
}

/** EventBridge: a megabyte an entry, or a quarter of it by older pages. */
const BUS = { text: 4_000 } as const;

export function busEvent(story: Story) {
  const detail = {
    ...story,
    happened: cut(story.happened, BUS.text),
    did: cut(story.did, BUS.text),
    // One moment of one release is told by one id, however often it comes.
    id: `${story.release} ${story.moment}`,
  };
  const types = { page: 'Page', ticket: 'Ticket', update: 'Update' } as const;
  return {
    source: 'tidegate',
    type: `Tidegate Release ${types[story.level]}`,
    detail,
  };
}
