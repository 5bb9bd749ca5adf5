// Writes alarms into the template that they watch, and leaves every other byte of it as it was.

import { isMap, isScalar, parseDocument } from 'yaml';
import { Failure } from '../../core/failure.ts';
import type { Template } from '../cloudformation/read-template.ts';
import { asYaml } from './alarm-template.ts';

/** Throws `Refused` where the resources cannot be put without changing what is there. */
export function insideTemplate(
  template: Template,
  resources: Readonly<Record<string, unknown>>,
): string {
  const taken = Object.keys(resources).filter((id) => template.resources.has(id));
  if (taken.length > 0)
    throw refusal(
      `expected ${template.fileName} to have no alarms of Tidegate yet, got ${taken.length} of them, such as ` +
        `${taken[0]}: give the template as it was before`,
    );
  return template.form === 'json'
    ? insideJson(template, resources)
    : insideYaml(template, resources);
}

function insideJson({ text }: Template, resources: Readonly<Record<string, unknown>>): string {
  const body = JSON.parse(text.replace(/^\uFEFF/, '')) as { Resources: object };
  const indent = /^\{\s*\n([ \t]+)/.exec(text)?.[1] ?? 2;
  const whole = { ...body, Resources: { ...body.Resources, ...resources } };
  return `${JSON.stringify(whole, null, indent)}\n`;
}

function insideYaml(template: Template, resources: Readonly<Record<string, unknown>>): string {
  const text = template.text.replace(/^\uFEFF/, '');
  const document = parseDocument(text, { logLevel: 'silent' });
  const found = document.get('Resources');
  const last = isMap(found) && !found.flow ? found.items.at(-1) : undefined;
  if (!last || !isScalar(last.key) || !last.key.range)
    throw refusal(`expected ${template.fileName} to list its Resources in lines of their own`);
  const start = text.lastIndexOf('\n', last.key.range[0] - 1) + 1;
  const indent = text.slice(start, last.key.range[0]);
  const end = endOf(text, (last.value as { range?: readonly number[] | null })?.range?.[1] ?? 0);
  const added = asYaml(resources)
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n');
  const before = text.slice(0, end);
  return `${before}${before.endsWith('\n') ? '' : '\n'}${added}${text.slice(end)}`;
}

/** The beginning of the line after a place. */
function endOf(text: string, place: number): number {
  if (place > 0 && text[place - 1] === '\n') return place;
  const newline = text.indexOf('\n', place);
  return newline < 0 ? text.length : newline + 1;
}

function refusal(text: string): Failure {
  return new Failure('Refused', text);
}
