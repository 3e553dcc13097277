/** What browsers know by heart (WCAG 1.3.5). */
export const AUTOCOMPLETE: Readonly<Record<string, string>> = {
  'first-name': 'given-name',
  'last-name': 'family-name',
  'job-title': 'organization-title',
  company: 'organization',
  'organisation-name': 'organization',
  email: 'email',
  phone: 'tel',
  country: 'country',
  postcode: 'postal-code',
  'business-address': 'street-address',
  'billing-address': 'billing street-address',
  'postal-address': 'street-address',
  'year-of-birth': 'bday-year',
};
