import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDeskClient } from './bridge/desk-client.ts';
import { deskQueries } from './bridge/desk-queries.ts';
import { Button } from 'react-aria-components/Button';
import { rooms, commandOf, type Place, type Room } from './routes.ts';
import { KeyCap } from './ui/key-cap.tsx';
import { plainText } from '../shared/domain/hidden-signs.ts';

type NavBarProps = { readonly place: Place; readonly onGo: (room: Room) => void };

/** The rooms of the desk, and who sits at it. */
export function NavBar({ place, onGo }: NavBarProps) {
  const { t } = useTranslation();
  const desk = useQuery(deskQueries(useDeskClient()).desk());
  const here = place.room === 'case' ? 'queue' : place.room;
  const enrolment = desk.data?.enrolment;
  return (
    <nav className="nav-bar" aria-label={t('nav.label')}>
      <span className="nav-name">{t('nav.product')}</span>
      <ul>
        {rooms.map((room) => (
          <li key={room}>
            <Button
              className="nav-room"
              onPress={() => onGo(room)}
              {...(here === room ? { 'aria-current': 'page' as const } : {})}
            >
              {t(`nav.${room}`)} <KeyCap command={commandOf[room]} />
            </Button>
          </li>
        ))}
      </ul>
      {enrolment && (
        <span className="nav-who" dir="auto">
          {t('nav.who', {
            name: plainText(enrolment.reviewerName),
            role: t(`roles.${enrolment.role}`),
          })}
        </span>
      )}
    </nav>
  );
}
