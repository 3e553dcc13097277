/** One thing that was looked at. */
export interface DoctorFinding {
  /** What was looked at, such as `keys`. */
  readonly check: string;
  readonly level: 'ok' | 'warning' | 'error';
  /** What was found, without personal values. */
  readonly found: string;
  /** What to do; absent when all is well. */
  readonly todo?: string;
}

export const ok = (check: string, found: string): DoctorFinding => ({ check, level: 'ok', found });
export const warning = (check: string, found: string, todo: string): DoctorFinding => ({
  check,
  level: 'warning',
  found,
  todo,
});
export const error = (check: string, found: string, todo: string): DoctorFinding => ({
  check,
  level: 'error',
  found,
  todo,
});
