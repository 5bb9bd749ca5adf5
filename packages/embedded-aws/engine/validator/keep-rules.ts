// Rules for what a state, a rule of a Choice and a catcher keep and pass on.

import type { JsonObject } from '../json.ts';
import type { Report } from './diagnostics.ts';
import { checkTemplate, type Place } from './expression-rules.ts';
import { checkAssign } from './value-rules.ts';

export function checkKeeps(raw: JsonObject, location: string, place: Place, report: Report): void {
  checkAssign(raw.Assign, `${location}/Assign`, report);
  checkTemplate(raw.Assign, `${location}/Assign`, place, report);
  checkTemplate(raw.Output, `${location}/Output`, place, report);
}
