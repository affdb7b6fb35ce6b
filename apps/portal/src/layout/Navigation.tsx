import { NavLink } from 'react-router';
import { useMessages } from '../i18n/messages.js';
import { useSession } from '../session.js';
import { useDepartmentName } from './departments.js';
import { layoutMessages } from './layout.messages.js';
import { navigationFor } from './navigation.js';
import { navigationMessages } from './navigation.messages.js';

export function Navigation({ onChoose }: { readonly onChoose?: () => void }) {
  const t = useMessages(layoutMessages);
  const screens = useMessages(navigationMessages);
  const nameOf = useDepartmentName();
  const groups = navigationFor(useSession());
  return (
    <nav aria-label={t('navigation')} className="navigation">
      {groups.map(({ place, entries }) => (
        <section key={place} aria-labelledby={`nav-${place}`}>
          <h2 id={`nav-${place}`}>{nameOf(place)}</h2>
          <ul className="plain-list">
            {entries.map(({ screen, path }) => (
              <li key={screen}>
                <NavLink to={`/${place}/${path}`} {...(onChoose ? { onClick: onChoose } : {})}>
                  {screens(screen)}
                </NavLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
