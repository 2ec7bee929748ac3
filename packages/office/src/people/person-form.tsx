import { call, type PeopleReply, routes } from '@mingjing/api';
import { takesSecondPerson } from '@mingjing/law';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ErrorSummary } from '../forms/error-summary.tsx';
import { faultsOf } from '../forms/use-command.ts';
import { type Confirmer, nobodyYet, SecondPerson } from '../parts/confirmer-fields.tsx';
import { announce } from '../parts/live-region.tsx';
import { ProblemNote, problemOf } from '../parts/problem-note.tsx';
import {
  credentialOf,
  PersonFields,
  type PersonTexts,
  personFaults,
  personLabels,
} from './person-fields.tsx';

const blank = { name: '', login: '', post: '', password: '', number: '', validTo: '', area: '', roles: [] };

interface PersonFormProps {
  readonly units: PeopleReply['units'];
  readonly onClose: () => void;
}

const FIRST_PART = '这是前半段，至少 10 位；后半段由确认人设。首次登录时两段连着输入，并须更换。';

/** Registers a person with roles and, for officers, the credential; the first password must be changed at sign-in. */
export function PersonForm({ units, onClose }: PersonFormProps) {
  const [texts, setTexts] = useState<PersonTexts>({ ...blank, unit: units[0]?.id ?? '' });
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [confirmer, setConfirmer] = useState(nobodyYet);
  const takesTwo = takesSecondPerson([], texts.roles);
  const cache = useQueryClient();
  const send = useMutation({
    mutationFn: () => call('POST', routes.people, requestOf(texts, takesTwo ? confirmer : undefined)),
    onSuccess: async () => {
      announce(`已登记：${texts.name}。`);
      await cache.invalidateQueries({ queryKey: ['people'] });
      onClose();
    },
    onError: (error) => setErrors(faultsOf(problemOf(error))),
  });
  return (
    <section className="panel" aria-labelledby="person-title">
      <form
        className="action-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const found = personFaults(texts, true);
          setErrors(found);
          if (Object.keys(found).length === 0) send.mutate();
        }}
      >
        <h2 id="person-title">登记人员</h2>
        <ErrorSummary id="person" errors={errors} labels={personLabels} />
        {send.error && Object.keys(errors).length === 0 && <ProblemNote error={send.error} />}
        <PersonFields
          id="person"
          texts={texts}
          errors={errors}
          units={units}
          registering
          passwordHelp={takesTwo ? FIRST_PART : undefined}
          onChange={setTexts}
        />
        {takesTwo && <SecondPerson value={confirmer} onChange={setConfirmer} setsPart />}
        <div className="form-end">
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            登记
          </Button>
          <Button onClick={onClose}>收起</Button>
        </div>
      </form>
    </section>
  );
}

function requestOf(texts: PersonTexts, confirmer: Confirmer | undefined) {
  const { name, login, post, unit, roles, password } = texts;
  const credential = credentialOf(texts);
  return {
    name: name.trim(),
    login,
    post: post.trim(),
    unit,
    roles,
    password,
    ...(credential === null ? {} : { credential }),
    ...(confirmer === undefined ? {} : { confirmer }),
  };
}
