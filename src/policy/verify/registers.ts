import type { Fact } from '../../decision/types.ts';
import { TODAY, type Value } from './value.ts';

const screened = (register: string, age: number): Fact => ({
  type: 'screening',
  at: Number.NEGATIVE_INFINITY,
  registers: [register],
  file_date: TODAY - age,
});
const listed = (register: string, age: number): Fact => ({
  type: 'register_listing',
  at: Number.NEGATIVE_INFINITY,
  register,
  listed_on: TODAY - age,
});

export interface RegisterState extends Value {
  readonly screened: boolean;
  readonly listed: boolean;
}

export const CALL_REGISTERS: readonly RegisterState[] = [
  {
    words: 'was screened against TPS and CTPS files of yesterday',
    screened: true,
    listed: false,
    facts: [screened('TPS', 1), screened('CTPS', 1)],
  },
  { words: 'was never screened', screened: false, listed: false, facts: [] },
  { words: 'was screened against TPS only', screened: false, listed: false, facts: [screened('TPS', 1)] },
  {
    words: 'was screened against files 28 days old',
    screened: false,
    listed: false,
    facts: [screened('TPS', 28), screened('CTPS', 28)],
  },
  {
    words: 'is listed on TPS for 27 days',
    screened: true,
    listed: false,
    facts: [screened('TPS', 1), screened('CTPS', 1), listed('TPS', 27)],
  },
  {
    words: 'is listed on CTPS for 28 days',
    screened: true,
    listed: true,
    facts: [screened('TPS', 1), screened('CTPS', 1), listed('CTPS', 28)],
  },
];
export const FAX_REGISTERS: readonly RegisterState[] = [
  { words: '', screened: true, listed: false, facts: [] },
  { words: 'is listed on FPS for 27 days', screened: true, listed: false, facts: [listed('FPS', 27)] },
  { words: 'is listed on FPS for 28 days', screened: true, listed: true, facts: [listed('FPS', 28)] },
];
export const NO_REGISTERS: readonly RegisterState[] = [
  { words: '', screened: true, listed: false, facts: [] },
];
