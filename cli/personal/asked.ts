// What `tidegate dev FILE` may be asked, as a person gives it.

import type { CommandsWhere } from '../commands.ts';
import type { Where } from '../where-deployed.ts';

export interface PersonalAsked extends Where, CommandsWhere {
  readonly file: string;
  readonly as: string | undefined;
  readonly account: string | undefined;
  readonly 'in-production-account': string | undefined;
  readonly artifact: readonly string[];
  readonly bucket: string | undefined;
  readonly invoke: string | undefined;
  readonly 'count-in-alarms': boolean;
  readonly policy: string | undefined;
  readonly show: boolean;
  readonly again: boolean;
  readonly watch: boolean;
  readonly remove: boolean;
  readonly json: boolean;
}
