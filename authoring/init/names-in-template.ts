// The names that a template gives to its alarms and projects.

import { holds, type Known, type Said, said } from '../cloudformation/known-text.ts';
import { isObject } from '../cloudformation/properties.ts';
import type { Template, TemplateResource } from '../cloudformation/read-template.ts';
import { ofType, referredIds, visit } from '../cloudformation/references.ts';

export interface Alarm {
  readonly id: string;
  /** Absent where it has one that depends on what is not known of the stage. */
  readonly name: string | undefined;
  /** Logical ids of what it watches, and of what names it as its own alarm. */
  readonly about: ReadonlySet<string>;
}

/** The template's alarms of a stage, except those that a composite alarm already reads. */
export function alarmsIn(template: Template, known: Known, nameOf: NameOf) {
  const isThere = ({ condition }: TemplateResource) =>
    condition === undefined || holds(condition, template, known) !== false;
  const composites = ofType(template, 'AWS::CloudWatch::CompositeAlarm').filter(isThere);
  const read = new Set(
    composites.flatMap(({ properties }) => referredIds(properties.AlarmRule, template)),
  );
  const plain = ofType(template, 'AWS::CloudWatch::Alarm').filter(isThere);
  const namers = namersOfAlarms(template);
  const found = [...composites, ...plain.filter(({ id }) => !read.has(id))].map((alarm) => ({
    id: alarm.id,
    alarm,
    name: physicalName(alarm, 'AlarmName', template, known, nameOf),
    about: new Set([...referredIds(alarm.properties, template), ...(namers.get(alarm.id) ?? [])]),
  }));
  const isNameless = ({ name, alarm }: (typeof found)[number]) =>
    name === undefined && alarm.properties.AlarmName === undefined;
  return {
    all: [
      ...found.filter((each) => !isNameless(each)),
      ...alarmsOfElsewhere(template, known, nameOf),
    ],
    unnamed: found.filter(isNameless).map(({ alarm: { id, line } }) => ({
      line,
      text: `${id} is an alarm whose name is not known before it is deployed; give it AlarmName, or add it to alarms`,
    })),
  };
}

/** Which functions, aliases and deployment groups say that an alarm is theirs. */
function namersOfAlarms(template: Template): Map<string, string[]> {
  const namers = new Map<string, string[]>();
  for (const { id, properties, attributes } of template.resources.values()) {
    visit([properties, attributes], (key, value) => {
      if (!/^(Alarms|AlarmConfiguration)$/.test(key)) return;
      for (const alarm of referredIds(value, template))
        namers.set(alarm, [...(namers.get(alarm) ?? []), id]);
    });
  }
  return namers;
}

/** Alarms that a function or deployment group names, and that stand in no template here. */
function alarmsOfElsewhere(template: Template, known: Known, nameOf: NameOf): Alarm[] {
  return [...template.resources.values()].flatMap(({ id, properties, attributes }) => {
    const names: string[] = [];
    visit([properties, attributes], (key, value) => {
      if (key !== 'Alarms' || !Array.isArray(value)) return;
      const given = value.map((each) => (isObject(each) && 'Name' in each ? each.Name : each));
      const elsewhere = given.filter((each) => referredIds(each, template).length === 0);
      names.push(...elsewhere.flatMap((each) => nameOf(said(each, template, known)) ?? []));
    });
    return names.map((name) => ({ id: name, name, about: new Set([id]) }));
  });
}

/** The known names of all resources of a type. */
export function namesOfType(
  template: Template,
  type: string,
  property: string,
  known: Known,
  nameOf: NameOf,
): string[] {
  return ofType(template, type).flatMap(
    (resource) => physicalName(resource, property, template, known, nameOf) ?? [],
  );
}

function physicalName(
  { id, properties }: TemplateResource,
  property: string,
  template: Template,
  known: Known,
  nameOf: NameOf,
): string | undefined {
  return nameOf({ ...said(properties[property], template, known), expression: { Ref: id } });
}

export type NameOf = (said: Said | undefined) => string | undefined;
