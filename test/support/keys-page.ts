import {keyCap, keyTable} from '../../source/tui/key-table.ts';

/** The list of keys as Markdown, from the one table that the program itself uses. */
export function keysPage(): string {
	const rows = keyTable.map(({keys, panes, help}) => {
		const caps = keys.map(key => `\`${keyCap(key)}\``).join(' ');
		return `| ${caps} | ${panes === undefined ? 'everywhere' : panes.join(', ')} | ${help} |`;
	});
	return [
		'# Keys',
		'',
		'Made from `source/tui/key-table.ts`; `npx vitest run test/tui/keys-page.test.ts -u` writes it anew.',
		'',
		'| key | where | what it does |',
		'|---|---|---|',
		...rows,
		'',
		'In text fields: `←` `→` `Home` `End` move, `^U` `^K` `^W` delete, `Enter` takes it, `Esc` leaves it.',
		'',
	].join('\n');
}
