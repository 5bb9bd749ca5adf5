// The queues and tables of a template.

import type { FoundResource } from './found.ts';
import { type Known, type Said, said } from './known-text.ts';
import type { Template, TemplateResource } from './read-template.ts';
import { ofType, referredId, referredIds, visit } from './references.ts';

const TABLES = [
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Serverless::SimpleTable',
];

export function findStores(template: Template, known: Known): FoundResource[] {
  return [...queues(template, known), ...tables(template, known)];
}

function queues(template: Template, known: Known): FoundResource[] {
  const all = ofType(template, 'AWS::SQS::Queue');
  const dead = deadLetterQueues(template);
  const redriven = new Set(all.map((queue) => redriveTo(queue, template)));
  return all.flatMap((queue) => {
    const target = redriveTo(queue, template);
    const deadLetterQueue = target === undefined ? undefined : template.resources.get(target);
    if (!dead.has(queue.id)) return [foundQueue(queue, deadLetterQueue, template, known)];
    // It is watched with the queue whose failures it takes; those of functions and topics stand alone.
    return redriven.has(queue.id) ? [] : [deadLettersOnly(queue, template, known)];
  });
}

function redriveTo({ properties }: TemplateResource, template: Template): string | undefined {
  return referredId(properties.RedrivePolicy, template);
}

const DEAD = /^(deadLetterTargetArn|DeadLetterConfig|DeadLetterQueue|OnFailure|DLQ\w*)$/i;

/** The queues that only take what has failed elsewhere. */
function deadLetterQueues(template: Template): Set<string> {
  const ids = new Set<string>();
  for (const { properties } of template.resources.values()) {
    visit(properties, (key, value) => {
      if (DEAD.test(key)) for (const id of referredIds(value, template)) ids.add(id);
    });
  }
  return ids;
}

function nameOf({ id, properties }: TemplateResource, template: Template, known: Known): Said {
  const expression = { 'Fn::GetAtt': [id, 'QueueName'] };
  return { ...said(properties.QueueName, template, known), expression };
}

function foundQueue(
  queue: TemplateResource,
  deadLetters: TemplateResource | undefined,
  template: Template,
  known: Known,
): FoundResource {
  const isQueue = deadLetters?.type === 'AWS::SQS::Queue';
  return {
    ...placeOf(queue, 'sqs'),
    names: {
      queue: nameOf(queue, template, known),
      ...(isQueue && { deadLetterQueue: nameOf(deadLetters, template, known) }),
    },
  };
}

function deadLettersOnly(queue: TemplateResource, template: Template, known: Known) {
  return {
    ...placeOf(queue, 'sqs' as const),
    names: { deadLetterQueue: nameOf(queue, template, known) },
  };
}

function tables(template: Template, known: Known): FoundResource[] {
  return ofType(template, ...TABLES).map((table) => ({
    ...placeOf(table, 'dynamodb'),
    names: {
      table: {
        ...said(table.properties.TableName, template, known),
        expression: { Ref: table.id },
      },
    },
  }));
}

function placeOf({ id, type, condition, line }: TemplateResource, kind: FoundResource['kind']) {
  return { id, type, kind, facts: {}, ...(condition && { condition }), line };
}
