// Lists alarms in a pipeline file, and leaves its comments and the rest of its words as they were.

import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';

/**
 * The text with each target's alarms listed: those that it listed already, then what is new.
 *
 *     alarms: [mine]  and  [a, b]  →  alarms: [mine, a, b]
 *     no alarms       and  [a, b]  →  alarms: [a, b]
 */
export function listAlarms(text: string, lists: ReadonlyMap<string, readonly string[]>): string {
  const document = parseDocument(text);
  let changed = false;
  for (const target of targetsIn(document.get('stages'))) {
    const wanted = lists.get(String(target.get('name'))) ?? [];
    const listed = target.get('alarms');
    const known = isSeq(listed) ? (listed.toJS(document) as string[]) : [];
    const fresh = wanted.filter((name) => !known.includes(name));
    if (fresh.length === 0) continue;
    changed = true;
    if (isSeq(listed)) for (const name of fresh) listed.add(document.createNode(name));
    else target.set('alarms', document.createNode(fresh, { flow: true }));
  }
  return changed ? document.toString({ lineWidth: 0 }) : text;
}

function targetsIn(stages: unknown): YAMLMap[] {
  return maps(stages).flatMap((stage) => [
    ...maps(stage.get('targets')),
    ...maps(stage.get('waves')).flatMap((wave) => maps(wave.get('targets'))),
  ]);
}

function maps(value: unknown): YAMLMap[] {
  return isSeq(value) ? value.items.filter((item) => isMap(item)) : [];
}
