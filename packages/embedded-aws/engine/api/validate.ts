import * as z from 'zod';
import type { Operation } from '../../service.ts';
import { validateDefinition } from '../validator/validate.ts';
import { parseInput } from './input.ts';

const Input = z.object({
  definition: z.string().max(1_048_576),
  type: z.enum(['STANDARD', 'EXPRESS']).optional(),
  severity: z.enum(['ERROR', 'WARNING']).optional(),
  maxResults: z.number().int().min(0).max(100).optional(),
});

export const validateOperations: Record<string, Operation> = {
  ValidateStateMachineDefinition(input) {
    const { definition, type, severity = 'ERROR', maxResults } = parseInput(Input, input);
    const all = validateDefinition(definition, type);
    const shown = all.filter((found) => severity === 'WARNING' || found.severity === 'ERROR');
    const diagnostics = shown.slice(0, maxResults || 100);
    const failed = all.some((found) => found.severity === 'ERROR');
    return {
      result: failed ? 'FAIL' : 'OK',
      diagnostics,
      truncated: diagnostics.length < shown.length,
    };
  },
};
