import { expect, it } from 'vitest';
import { readPerson } from './read-identifier.ts';

it.each([
  [' ann@example.org ', { identifier: { kind: 'email', value: 'ann@example.org' } }],
  ['020 7946 0123', { identifier: { kind: 'phone', value: '020 7946 0123' } }],
  ['+44 (0)7700 900123', { identifier: { kind: 'phone', value: '+44 (0)7700 900123' } }],
  ['Ann Example|SW1A 1AA|12', { identifier: { kind: 'post', value: 'Ann Example|SW1A 1AA|12' } }],
  ['ICS-10442', { identifier: { kind: 'member', value: 'ICS-10442' } }],
  ['sub_01k8z', { subject: 'sub_01k8z' }],
])('reads %s', (text, person) => {
  expect(readPerson(text)).toEqual(person);
});
