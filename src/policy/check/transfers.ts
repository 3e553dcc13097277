import { countryName, longDate, MECHANISMS } from '../render/words.ts';
import { isAdequate } from './adequacy.ts';
import type { Checking } from './checking.ts';

/** Recipients are bound by contract, and data crosses borders only under a safeguard that is valid on the day. */
export function checkTransfers(checking: Checking): void {
  contracts(checking);
  mechanisms(checking);
  everyTransferIsEntered(checking);
}

const CONTRACT_FOR = {
  processor: { kinds: ['art28'], citation: 'GDPR and UK GDPR Art 28(3)' },
  joint_controller: { kinds: ['joint'], citation: 'GDPR and UK GDPR Art 26(1)' },
  controller: {
    kinds: ['c2c', 'statutory'],
    citation: 'GDPR and UK GDPR Art 5(2); Cal Civ Code 1798.100(d)',
  },
} as const;

function contracts({ data, at }: Checking): void {
  data.recipients.recipients.forEach(({ id, role, contract }, i) => {
    const { kinds, citation } = CONTRACT_FOR[role];
    if ((kinds as readonly string[]).includes(contract)) return;
    const what = role.replace('_', ' ');
    const message = `"${id}" is a ${what} with the contract "${contract}"; it needs ${kinds.join(' or ')}.`;
    at('recipient-without-contract', 'recipients', ['recipients', i, 'contract'], message, { citation });
  });
}

function mechanisms({ data, today, at }: Checking): void {
  data.recipients.transfers.forEach((transfer, i) => {
    const { id, from, to, mechanism } = transfer;
    const path = (field: string) => ['transfers', i, field];
    const unfit = (why: string, citation: string, action: string) =>
      at('transfer-mechanism', 'recipients', path('mechanism'), `The transfer "${id}" ${why}.`, {
        citation,
        action,
      });
    const fromUk = from !== 'EEA';
    const fromEea = from !== 'UK';
    const standardClauses = /scc|idta/.test(mechanism);

    if (mechanism === 'adequacy' && !isAdequate(from, to)) {
      unfit(
        `rests on adequacy, which ${countryName(to)} does not have`,
        'GDPR and UK GDPR Art 45',
        'Use Standard Contractual Clauses with an assessment.',
      );
    }
    if (mechanism.startsWith('dpf') && to !== 'US') {
      unfit(
        `rests on the ${MECHANISMS.dpf} and does not go to the United States`,
        'Implementing Decision (EU) 2023/1795',
        'Use another safeguard.',
      );
    }
    if (mechanism === 'dpf' && fromUk) {
      unfit(
        'sends UK data under the Data Privacy Framework without its UK Extension',
        'SI 2023/1028',
        'Check that the recipient joined the UK Extension, or use clauses with the UK Addendum.',
      );
    }
    if (mechanism === 'scc' && fromUk) {
      unfit(
        'sends UK data under the EU clauses without the UK Addendum',
        'DPA 2018 s 119A; UK GDPR Art 46(2)(d)',
        'Add the UK Addendum, or use the IDTA.',
      );
    }
    if (mechanism === 'idta' && fromEea) {
      unfit(
        'sends EEA data under the IDTA, which is a UK instrument',
        'GDPR Art 46(2)(c)',
        'Use the EU clauses with the UK Addendum.',
      );
    }
    if (mechanism.startsWith('scc') && !transfer.scc_module) {
      unfit(
        'does not say which module of the clauses applies',
        'Implementing Decision (EU) 2021/914',
        'Set scc_module: 1 to 4.',
      );
    }
    if (standardClauses && new Set(transfer.risk_assessment?.signed_by ?? []).size < 2) {
      at(
        'transfer-unassessed',
        'recipients',
        ['transfers', i, 'risk_assessment'],
        `The transfer "${id}" has no risk assessment that both sides signed.`,
        {
          citation: 'Implementing Decision (EU) 2021/914, clause 14; UK GDPR Art 46(1A)',
        },
      );
    }
    if (transfer.valid_until && transfer.valid_until < today) {
      at(
        'transfer-expired',
        'recipients',
        path('valid_until'),
        `The safeguard of "${id}" ended on ${longDate(transfer.valid_until)}.`,
        {
          citation: 'GDPR and UK GDPR Art 44',
        },
      );
    }
    if (transfer.risk_assessment && transfer.risk_assessment.review_by < today) {
      at(
        'transfer-review-due',
        'recipients',
        ['transfers', i, 'risk_assessment', 'review_by'],
        `The assessment of "${id}" was due for review on ${longDate(transfer.risk_assessment.review_by)}.`,
        {
          citation: 'Implementing Decision (EU) 2021/914, clause 14(e)',
        },
      );
    }
  });
}

function everyTransferIsEntered({ data, at }: Checking): void {
  const { recipients, transfers } = data.recipients;
  const subject = data.policy.controller.country === 'GB' ? 'UK' : 'EEA';
  recipients.forEach(({ id, countries, contract }, i) => {
    countries.forEach((country, j) => {
      // Authorities get what a law orders (Art 49(1)(d), (e)); that is no standing transfer.
      if (contract === 'statutory' || isAdequate(subject, country)) return;
      if (transfers.some(({ recipient, to }) => recipient === id && to === country)) return;
      const message = `"${id}" is in ${countryName(country)}, and no transfer there is entered.`;
      at('transfer-missing', 'recipients', ['recipients', i, 'countries', j], message, {
        citation: 'GDPR and UK GDPR Arts 44, 30(1)(e)',
      });
    });
  });
}
