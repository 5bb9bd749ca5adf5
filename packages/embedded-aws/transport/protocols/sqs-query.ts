// SQS in Query: its lists and maps are flattened, and the older names of its errors are other ones.

import { xmlText } from './xml.ts';

type Tree = Readonly<Record<string, unknown>>;

/** How the form names each member that is a list or a map. */
const LISTS: Readonly<Record<string, string>> = {
  AttributeName: 'AttributeNames',
  MessageAttributeName: 'MessageAttributeNames',
  MessageSystemAttributeName: 'MessageSystemAttributeNames',
  SendMessageBatchRequestEntry: 'Entries',
  DeleteMessageBatchRequestEntry: 'Entries',
  ChangeMessageVisibilityBatchRequestEntry: 'Entries',
};
const MAPS: Readonly<Record<string, readonly [member: string, key: string]>> = {
  Attribute: ['Attributes', 'Name'],
  MessageAttribute: ['MessageAttributes', 'Name'],
  Tag: ['tags', 'Key'],
};

/**
 * The input that a form means.
 *
 *     { Attribute: { 1: { Name: 'a', Value: 'b' } } }  →  { Attributes: { a: 'b' } }
 */
export function sqsInput(tree: unknown): unknown {
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return tree;
  const members = Object.entries(tree).map(([name, value]) => {
    const [list, map] = [LISTS[name], MAPS[name]];
    if (list) return [list, itemsOf(value).map(sqsInput)];
    if (!map) return [name, value];
    const entries = itemsOf(value).map((each) => [(each as Tree)[map[1]], (each as Tree).Value]);
    return [map[0], Object.fromEntries(entries)];
  });
  return Object.fromEntries(members);
}

function itemsOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const numbered = Object.entries(value).sort(([a], [b]) => Number(a) - Number(b));
  return numbered.map(([, each]) => each);
}

/** The elements of each list and map in answers. */
const ELEMENTS: Readonly<Record<string, string>> = {
  Attributes: 'Attribute',
  MessageAttributes: 'MessageAttribute',
  Messages: 'Message',
  QueueUrls: 'QueueUrl',
  Failed: 'BatchResultErrorEntry',
};

/** The output of an operation, as the insides of its result element. */
export function sqsXml(operation: string, output: unknown): string {
  const elementOf = (name: string) =>
    name === 'Successful' ? `${operation}ResultEntry` : (ELEMENTS[name] ?? name);

  function members(value: unknown): string {
    if (typeof value !== 'object' || value === null) return xmlText(value);
    return Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([name, each]) => member(name, each))
      .join('');
  }

  function member(name: string, value: unknown): string {
    const element = elementOf(name);
    if (Array.isArray(value)) return value.map((each) => wrapped(element, members(each))).join('');
    if (name !== 'Attributes' && name !== 'MessageAttributes')
      return wrapped(element, members(value));
    return Object.entries(value as Tree)
      .map(([key, each]) =>
        wrapped(element, wrapped('Name', xmlText(key)) + wrapped('Value', members(each))),
      )
      .join('');
  }

  return members(output);
}

function wrapped(element: string, content: string): string {
  return `<${element}>${content}</${element}>`;
}

const PREFIX = 'AWS.SimpleQueueService.';

/** Query's older names, where they differ; from the service's public model. */
const OLDER: Readonly<Record<string, string>> = {
  QueueDoesNotExist: `${PREFIX}NonExistentQueue`,
  QueueNameExists: 'QueueAlreadyExists',
  PurgeQueueInProgress: `${PREFIX}PurgeQueueInProgress`,
  EmptyBatchRequest: `${PREFIX}EmptyBatchRequest`,
  TooManyEntriesInBatchRequest: `${PREFIX}TooManyEntriesInBatchRequest`,
  BatchEntryIdsNotDistinct: `${PREFIX}BatchEntryIdsNotDistinct`,
  InvalidBatchEntryId: `${PREFIX}InvalidBatchEntryId`,
  MessageNotInflight: `${PREFIX}MessageNotInflight`,
  UnsupportedOperation: `${PREFIX}UnsupportedOperation`,
};

export function olderNameOf(name: string): string {
  return OLDER[name] ?? name;
}
