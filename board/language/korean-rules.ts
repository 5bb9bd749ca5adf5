// What breaks a rule of the policy, and what mends it, in Korean, by their forms.

import type { Phrase } from './phrases.ts';

export const koreanRules: readonly Phrase[] = [['{0*}; to fix: {1*}', '{0}; 고치려면: {1}']];
