"""The first schema: organisation, accounts, documents, change log, journal and its chain.

Revision ID: 0001
Revises:
"""

from alembic import op

from huizhen.migrations import parts

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE blob (
        address BYTEA NOT NULL,
        scope UUID NOT NULL,
        key_id BIGINT NOT NULL,
        size_bytes BIGINT NOT NULL,
        at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_blob PRIMARY KEY (address)
    )
    """,
    """
    CREATE INDEX ix_blob_scope ON blob (scope)
    """,
    """
    CREATE TABLE care_grant (
        patient_id UUID NOT NULL,
        user_id UUID NOT NULL,
        basis VARCHAR(64) NOT NULL,
        source_type TEXT NOT NULL,
        source_id UUID NOT NULL,
        closed_at TIMESTAMP WITH TIME ZONE,
        id UUID NOT NULL,
        version BIGINT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_care_grant PRIMARY KEY (id),
        CONSTRAINT ck_care_grant_basis CHECK (basis IN ('own_store_care', 'treatment', 'consultation', 'coordination', 'break_glass', 'sharing_refused'))
    )
    """,
    """
    CREATE INDEX ix_care_grant_patient_id_user_id ON care_grant (patient_id, user_id)
    """,
    """
    CREATE INDEX ix_care_grant_user_id_closed_at ON care_grant (user_id, closed_at)
    """,
    """
    CREATE TABLE change (
        at TIMESTAMP WITH TIME ZONE NOT NULL,
        seq BIGINT GENERATED ALWAYS AS IDENTITY,
        tx xid8 DEFAULT pg_current_xact_id() NOT NULL,
        kind TEXT NOT NULL,
        scope UUID NOT NULL,
        node TEXT NOT NULL,
        rtype TEXT NOT NULL,
        id UUID NOT NULL,
        ver BIGINT NOT NULL,
        counter BIGINT NOT NULL,
        op_uuid UUID NOT NULL,
        CONSTRAINT pk_change PRIMARY KEY (at, seq)) PARTITION BY RANGE (at)
    """,
    """
    CREATE INDEX ix_change_scope_tx_seq ON change (scope, tx, seq)
    """,
    """
    CREATE INDEX ix_change_tx_seq ON change (tx, seq)
    """,
    """
    CREATE TABLE consent_card (
        patient_id UUID NOT NULL,
        store_id UUID NOT NULL,
        purpose VARCHAR(64) NOT NULL,
        agreed BOOLEAN NOT NULL,
        given_at TIMESTAMP WITH TIME ZONE NOT NULL,
        withdraws UUID,
        document_id UUID NOT NULL,
        CONSTRAINT pk_consent_card PRIMARY KEY (document_id),
        CONSTRAINT ck_consent_card_purpose CHECK (purpose IN ('treatment', 'sharing', 'remote_consultation', 'recording', 'ai_processing', 'teaching', 'cross_border'))
    )
    """,
    """
    CREATE INDEX ix_consent_card_patient_id_purpose ON consent_card (patient_id, purpose)
    """,
    """
    CREATE TABLE document (
        rtype TEXT NOT NULL,
        id UUID NOT NULL,
        scope UUID NOT NULL,
        klass VARCHAR(64) NOT NULL,
        owner UUID,
        ver BIGINT NOT NULL,
        body BYTEA NOT NULL,
        base BYTEA,
        base_ver BIGINT,
        hash BYTEA NOT NULL,
        key_id BIGINT NOT NULL,
        deleted BOOLEAN NOT NULL,
        CONSTRAINT pk_document PRIMARY KEY (rtype, id),
        CONSTRAINT ck_document_klass CHECK (klass IN ('immutable', 'single_writer', 'mergeable', 'hq_only'))
    )
    """,
    """
    CREATE INDEX ix_document_scope_rtype ON document (scope, rtype)
    """,
    """
    CREATE TABLE document_version (
        scope UUID NOT NULL,
        rtype TEXT NOT NULL,
        id UUID NOT NULL,
        ver BIGINT NOT NULL,
        body BYTEA NOT NULL,
        key_id BIGINT NOT NULL,
        op_uuid UUID NOT NULL,
        node TEXT NOT NULL,
        actor UUID NOT NULL,
        t_claimed TIMESTAMP WITH TIME ZONE NOT NULL,
        received_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_document_version PRIMARY KEY (scope, rtype, id, ver)) PARTITION BY HASH (scope)
    """,
    """
    CREATE INDEX ix_document_version_op_uuid ON document_version (op_uuid)
    """,
    """
    CREATE TABLE draft (
        author UUID NOT NULL,
        form TEXT NOT NULL,
        scope UUID NOT NULL,
        body BYTEA NOT NULL,
        saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_draft PRIMARY KEY (author, form, scope)
    )
    """,
    """
    CREATE TABLE entry_card (
        patient_id UUID NOT NULL,
        store_id UUID,
        rtype TEXT NOT NULL,
        at TIMESTAMP WITH TIME ZONE NOT NULL,
        document_id UUID NOT NULL,
        CONSTRAINT pk_entry_card PRIMARY KEY (document_id)
    )
    """,
    """
    CREATE INDEX ix_entry_card_patient_id_at_document_id ON entry_card (patient_id, at, document_id)
    """,
    """
    CREATE TABLE journal (
        at TIMESTAMP WITH TIME ZONE NOT NULL,
        seq BIGINT GENERATED ALWAYS AS IDENTITY,
        tx xid8 DEFAULT pg_current_xact_id() NOT NULL,
        entry BYTEA NOT NULL,
        id UUID NOT NULL,
        origin TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject_type TEXT NOT NULL,
        subject_id UUID,
        scope UUID,
        audience UUID[] NOT NULL,
        actor UUID NOT NULL,
        on_behalf_of UUID,
        session UUID,
        purpose TEXT,
        basis TEXT,
        outcome TEXT NOT NULL,
        reason TEXT,
        request_id TEXT,
        CONSTRAINT pk_journal PRIMARY KEY (at, seq)) PARTITION BY RANGE (at)
    """,
    """
    CREATE INDEX ix_journal_subject_id_at ON journal (subject_id, at)
    """,
    """
    CREATE INDEX ix_journal_tx_seq ON journal (tx, seq)
    """,
    """
    CREATE TABLE journal_chain (
        origin TEXT NOT NULL,
        pos BIGINT NOT NULL,
        tx xid8 NOT NULL,
        seq BIGINT NOT NULL,
        leaf BYTEA NOT NULL,
        chain BYTEA NOT NULL,
        CONSTRAINT pk_journal_chain PRIMARY KEY (origin, pos)
    )
    """,
    """
    CREATE UNIQUE INDEX ix_journal_chain_tx_seq ON journal_chain (tx, seq)
    """,
    """
    CREATE TABLE organisation (
        kind VARCHAR(64) NOT NULL,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        city TEXT,
        parent_id UUID,
        id UUID NOT NULL,
        version BIGINT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_organisation PRIMARY KEY (id),
        CONSTRAINT uq_organisation_code UNIQUE (code),
        CONSTRAINT ck_organisation_orgkind CHECK (kind IN ('hq', 'region', 'store', 'department')),
        CONSTRAINT fk_organisation_parent_id FOREIGN KEY(parent_id) REFERENCES organisation (id)
    )
    """,
    """
    CREATE TABLE patient_token (
        tokens BIGINT[] NOT NULL,
        document_id UUID NOT NULL,
        CONSTRAINT pk_patient_token PRIMARY KEY (document_id)
    )
    """,
    """
    CREATE INDEX ix_patient_token_tokens ON patient_token USING gin (tokens)
    """,
    """
    CREATE TABLE practitioner (
        name TEXT NOT NULL,
        title TEXT,
        specialty TEXT,
        department TEXT,
        licence_number TEXT,
        licence_until_on DATE,
        id UUID NOT NULL,
        version BIGINT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_practitioner PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE receipt (
        idem_key TEXT NOT NULL,
        actor UUID NOT NULL,
        verb TEXT NOT NULL,
        args_sha256 BYTEA NOT NULL,
        status BIGINT NOT NULL,
        body BYTEA NOT NULL,
        etag TEXT,
        sig BYTEA,
        presenting BOOLEAN NOT NULL,
        at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_receipt PRIMARY KEY (idem_key, actor)
    )
    """,
    """
    CREATE TABLE scope_key (
        scope UUID NOT NULL,
        key_version BIGINT NOT NULL,
        kek_version BIGINT NOT NULL,
        wrapped BYTEA NOT NULL,
        counter BIGINT NOT NULL,
        made_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_scope_key PRIMARY KEY (scope, key_version)
    )
    """,
    """
    CREATE TABLE session (
        subject UUID NOT NULL,
        key_scope UUID NOT NULL,
        stage TEXT NOT NULL,
        stage_wanted TEXT NOT NULL,
        stage_epoch BIGINT NOT NULL,
        stage_state VARCHAR(64) NOT NULL,
        stage_wanted_at TIMESTAMP WITH TIME ZONE NOT NULL,
        state VARCHAR(64) NOT NULL,
        closed_at TIMESTAMP WITH TIME ZONE,
        id UUID NOT NULL,
        version BIGINT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_session PRIMARY KEY (id),
        CONSTRAINT ck_session_stagestate CHECK (stage_state IN ('pending', 'entered', 'unproven')),
        CONSTRAINT ck_session_sessionstate CHECK (state IN ('open', 'closed'))
    )
    """,
    """
    CREATE INDEX ix_session_stage_state ON session (stage_state)
    """,
    """
    CREATE INDEX ix_session_subject ON session (subject)
    """,
    """
    CREATE UNLOGGED TABLE signin_counter (
        bucket BYTEA NOT NULL,
        failures BIGINT NOT NULL,
        first_at TIMESTAMP WITH TIME ZONE NOT NULL,
        blocked_until_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_signin_counter PRIMARY KEY (bucket)
    )
    """,
    """
    CREATE TABLE visit_card (
        patient_id UUID NOT NULL,
        store_id UUID NOT NULL,
        state VARCHAR(64) NOT NULL,
        started_at TIMESTAMP WITH TIME ZONE NOT NULL,
        ended_at TIMESTAMP WITH TIME ZONE,
        document_id UUID NOT NULL,
        CONSTRAINT pk_visit_card PRIMARY KEY (document_id),
        CONSTRAINT ck_visit_card_visitstate CHECK (state IN ('arrived', 'in_progress', 'finished', 'cancelled', 'entered_in_error'))
    )
    """,
    """
    CREATE INDEX ix_visit_card_patient_id_started_at ON visit_card (patient_id, started_at)
    """,
    """
    CREATE INDEX ix_visit_card_store_id_started_at ON visit_card (store_id, started_at)
    """,
    """
    CREATE TABLE visit_grant (
        basis VARCHAR(64) NOT NULL,
        patient_id UUID NOT NULL,
        store_id UUID NOT NULL,
        valid_from TIMESTAMP WITH TIME ZONE NOT NULL,
        valid_until TIMESTAMP WITH TIME ZONE,
        document_id UUID NOT NULL,
        CONSTRAINT pk_visit_grant PRIMARY KEY (basis, document_id),
        CONSTRAINT ck_visit_grant_basis CHECK (basis IN ('own_store_care', 'treatment', 'consultation', 'coordination', 'break_glass', 'sharing_refused'))
    )
    """,
    """
    CREATE INDEX ix_visit_grant_patient_id_store_id ON visit_grant (patient_id, store_id)
    """,
    """
    CREATE INDEX ix_visit_grant_store_id_patient_id ON visit_grant (store_id, patient_id)
    """,
    """
    CREATE TABLE account (
        id UUID NOT NULL,
        login TEXT NOT NULL,
        password_hash TEXT NOT NULL,
        totp_seed BYTEA NOT NULL,
        totp_last_step BIGINT NOT NULL,
        state VARCHAR(64) NOT NULL,
        version BIGINT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_account PRIMARY KEY (id),
        CONSTRAINT uq_account_login UNIQUE (login),
        CONSTRAINT fk_account_id FOREIGN KEY(id) REFERENCES practitioner (id),
        CONSTRAINT ck_account_accountstate CHECK (state IN ('active', 'disabled'))
    )
    """,
    """
    CREATE TABLE consultation (
        store_id UUID NOT NULL,
        patient_id UUID NOT NULL,
        attending_id UUID NOT NULL,
        author_id UUID NOT NULL,
        chair_id UUID,
        led_at TIMESTAMP WITH TIME ZONE,
        state VARCHAR(64) NOT NULL,
        changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
        number TEXT NOT NULL,
        day_on DATE NOT NULL,
        day_count BIGINT NOT NULL,
        template_code TEXT NOT NULL,
        template_version BIGINT NOT NULL,
        priority VARCHAR(64) NOT NULL,
        patient_location VARCHAR(64) NOT NULL,
        specialty TEXT,
        request_id UUID,
        summary BYTEA,
        submitted_at TIMESTAMP WITH TIME ZONE,
        planned_at TIMESTAMP WITH TIME ZONE,
        cancelled_at TIMESTAMP WITH TIME ZONE,
        cancel_reason VARCHAR(64),
        cancel_note BYTEA,
        opened_at TIMESTAMP WITH TIME ZONE,
        finished_at TIMESTAMP WITH TIME ZONE,
        signed_at TIMESTAMP WITH TIME ZONE,
        conclusion_id UUID,
        paper_id UUID,
        delivered_at TIMESTAMP WITH TIME ZONE,
        takeover_note BYTEA,
        id UUID NOT NULL,
        version BIGINT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_consultation PRIMARY KEY (id),
        CONSTRAINT uq_consultation_number UNIQUE (number),
        CONSTRAINT uq_consultation_store_id_day_on_day_count UNIQUE (store_id, day_on, day_count),
        CONSTRAINT ck_consultation_requested CHECK (state in ('draft', 'cancelled') or request_id is not null),
        CONSTRAINT ck_consultation_summarised CHECK ((request_id is null) = (summary is null)),
        CONSTRAINT ck_consultation_planned CHECK (state not in ('scheduled', 'ready') or planned_at is not null),
        CONSTRAINT ck_consultation_led CHECK (state not in ('scheduled', 'ready') or chair_id is not null),
        CONSTRAINT ck_consultation_opened CHECK (state not in ('in_session', 'opinion_drafted') or opened_at is not null),
        CONSTRAINT ck_consultation_finished CHECK (state <> 'opinion_drafted' or finished_at is not null),
        CONSTRAINT ck_consultation_signed CHECK ((state in ('signed', 'delivered', 'executing', 'closed')) = (signed_at is not null)),
        CONSTRAINT ck_consultation_concluded CHECK ((signed_at is null) = (conclusion_id is null)),
        CONSTRAINT ck_consultation_on_paper CHECK ((signed_at is null) = (paper_id is null)),
        CONSTRAINT ck_consultation_delivered CHECK ((delivered_at is null) or signed_at is not null),
        CONSTRAINT ck_consultation_cancelled_for_a_reason CHECK ((state = 'cancelled') = (cancel_reason is not null)),
        CONSTRAINT fk_consultation_store_id FOREIGN KEY(store_id) REFERENCES organisation (id),
        CONSTRAINT fk_consultation_attending_id FOREIGN KEY(attending_id) REFERENCES practitioner (id),
        CONSTRAINT fk_consultation_author_id FOREIGN KEY(author_id) REFERENCES practitioner (id),
        CONSTRAINT fk_consultation_chair_id FOREIGN KEY(chair_id) REFERENCES practitioner (id),
        CONSTRAINT ck_consultation_state CHECK (state IN ('draft', 'submitted', 'store_review', 'pre_review', 'matching', 'invited', 'scheduled', 'ready', 'in_session', 'opinion_drafted', 'signed', 'delivered', 'executing', 'closed', 'declined', 'cancelled', 'no_show', 'aborted', 'converted')),
        CONSTRAINT ck_consultation_priority CHECK (priority IN ('routine', 'urgent')),
        CONSTRAINT ck_consultation_patientlocation CHECK (patient_location IN ('on_site', 'remote')),
        CONSTRAINT ck_consultation_cancelreason CHECK (cancel_reason IN ('patient_withdrew', 'patient_better', 'patient_worse_transferred', 'patient_died', 'consent_withdrawn', 'expert_unavailable', 'technical', 'entered_in_error', 'other'))
    )
    """,
    """
    CREATE INDEX ix_consultation_patient_id ON consultation (patient_id)
    """,
    """
    CREATE INDEX ix_consultation_store_id_state ON consultation (store_id, state)
    """,
    """
    CREATE INDEX ix_consultation_undelivered ON consultation (id) WHERE state = 'signed'
    """,
    """
    CREATE TABLE media_room (
        session_id UUID NOT NULL,
        handle TEXT NOT NULL,
        epoch BIGINT NOT NULL,
        state VARCHAR(64) NOT NULL,
        closed_at TIMESTAMP WITH TIME ZONE,
        id UUID NOT NULL,
        version BIGINT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_media_room PRIMARY KEY (id),
        CONSTRAINT uq_media_room_session_id_epoch UNIQUE (session_id, epoch),
        CONSTRAINT uq_media_room_handle UNIQUE (handle),
        CONSTRAINT fk_media_room_session_id FOREIGN KEY(session_id) REFERENCES session (id),
        CONSTRAINT ck_media_room_mediaroomstate CHECK (state IN ('open', 'replaced', 'closed'))
    )
    """,
    """
    CREATE TABLE practitioner_role (
        practitioner_id UUID NOT NULL,
        org_id UUID NOT NULL,
        role VARCHAR(64) NOT NULL,
        ended_at TIMESTAMP WITH TIME ZONE,
        id UUID NOT NULL,
        version BIGINT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_practitioner_role PRIMARY KEY (id),
        CONSTRAINT fk_practitioner_role_practitioner_id FOREIGN KEY(practitioner_id) REFERENCES practitioner (id),
        CONSTRAINT fk_practitioner_role_org_id FOREIGN KEY(org_id) REFERENCES organisation (id),
        CONSTRAINT ck_practitioner_role_role CHECK (role IN ('front_desk', 'nurse', 'attending', 'store_lead', 'department_head', 'medical_affairs', 'coordinator', 'consultant', 'pharmacist', 'chronic_care_nurse', 'knowledge_editor', 'knowledge_reviewer', 'hq_operations', 'store_it', 'privacy_officer', 'system_admin', 'security_admin', 'audit_admin'))
    )
    """,
    """
    CREATE INDEX ix_practitioner_role_practitioner_id ON practitioner_role (practitioner_id)
    """,
    """
    CREATE TABLE seat (
        session_id UUID NOT NULL,
        kind VARCHAR(64) NOT NULL,
        holder UUID NOT NULL,
        place_id UUID NOT NULL,
        role TEXT NOT NULL,
        state VARCHAR(64) NOT NULL,
        rights TEXT NOT NULL,
        entered_rights TEXT NOT NULL,
        wanted_rights TEXT NOT NULL,
        is_host BOOLEAN NOT NULL,
        is_muted BOOLEAN NOT NULL,
        with_seat_id UUID,
        device TEXT,
        arrived_at TIMESTAMP WITH TIME ZONE,
        gone_at TIMESTAMP WITH TIME ZONE,
        id UUID NOT NULL,
        version BIGINT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_seat PRIMARY KEY (id),
        CONSTRAINT uq_seat_session_id_holder UNIQUE (session_id, holder),
        CONSTRAINT ck_seat_rights CHECK (rights ~ '^[PMSVIDT]*$'),
        CONSTRAINT ck_seat_entered_rights CHECK (entered_rights ~ '^[PMSVIDT]*$'),
        CONSTRAINT ck_seat_wanted_rights CHECK (wanted_rights ~ '^[PMSVIDT]*$'),
        CONSTRAINT fk_seat_session_id FOREIGN KEY(session_id) REFERENCES session (id),
        CONSTRAINT ck_seat_seatkind CHECK (kind IN ('user', 'patient', 'companion', 'guest', 'machine')),
        CONSTRAINT ck_seat_seatstate CHECK (state IN ('waiting', 'admitted', 'parked', 'left', 'removed')),
        CONSTRAINT fk_seat_with_seat_id FOREIGN KEY(with_seat_id) REFERENCES seat (id)
    )
    """,
    """
    CREATE INDEX ix_seat_holder ON seat (holder)
    """,
    """
    CREATE TABLE signature (
        id UUID NOT NULL,
        at TIMESTAMP WITH TIME ZONE NOT NULL,
        scope UUID NOT NULL,
        subject_id UUID NOT NULL,
        rtype TEXT NOT NULL,
        document_id UUID NOT NULL,
        ver BIGINT NOT NULL,
        data_sha256 BYTEA NOT NULL,
        render_sha256 BYTEA,
        paper_id UUID,
        verify_code TEXT,
        method VARCHAR(64) NOT NULL,
        evidence TEXT NOT NULL,
        role TEXT NOT NULL,
        user_id UUID NOT NULL,
        org_id UUID NOT NULL,
        CONSTRAINT pk_signature PRIMARY KEY (id),
        CONSTRAINT uq_signature_rtype_document_id_ver_user_id UNIQUE (rtype, document_id, ver, user_id),
        CONSTRAINT uq_signature_verify_code UNIQUE (verify_code),
        CONSTRAINT ck_signature_proofmethod CHECK (method IN ('totp')),
        CONSTRAINT fk_signature_user_id FOREIGN KEY(user_id) REFERENCES practitioner (id),
        CONSTRAINT fk_signature_org_id FOREIGN KEY(org_id) REFERENCES organisation (id)
    )
    """,
    """
    CREATE INDEX ix_signature_subject_id ON signature (subject_id)
    """,
    """
    CREATE TABLE attendance (
        consultation_id UUID NOT NULL,
        session_id UUID NOT NULL,
        user_id UUID NOT NULL,
        evidence TEXT NOT NULL,
        id UUID NOT NULL,
        version BIGINT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_attendance PRIMARY KEY (id),
        CONSTRAINT uq_attendance_session_id_user_id UNIQUE (session_id, user_id),
        CONSTRAINT fk_attendance_consultation_id FOREIGN KEY(consultation_id) REFERENCES consultation (id),
        CONSTRAINT fk_attendance_user_id FOREIGN KEY(user_id) REFERENCES practitioner (id)
    )
    """,
    """
    CREATE INDEX ix_attendance_consultation_id ON attendance (consultation_id)
    """,
    """
    CREATE TABLE guest_link (
        seat_id UUID NOT NULL,
        token_hash BYTEA NOT NULL,
        check_hash BYTEA NOT NULL,
        tries BIGINT NOT NULL,
        expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
        used_at TIMESTAMP WITH TIME ZONE,
        cookie_hash BYTEA,
        is_replaced BOOLEAN NOT NULL,
        id UUID NOT NULL,
        version BIGINT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_guest_link PRIMARY KEY (id),
        CONSTRAINT uq_guest_link_token_hash UNIQUE (token_hash),
        CONSTRAINT uq_guest_link_cookie_hash UNIQUE (cookie_hash),
        CONSTRAINT fk_guest_link_seat_id FOREIGN KEY(seat_id) REFERENCES seat (id)
    )
    """,
    """
    CREATE INDEX ix_guest_link_seat_id ON guest_link (seat_id)
    """,
    """
    CREATE TABLE invitation (
        consultation_id UUID NOT NULL,
        org_id UUID NOT NULL,
        user_id UUID NOT NULL,
        invited_by_id UUID NOT NULL,
        answer_until_at TIMESTAMP WITH TIME ZONE NOT NULL,
        reply VARCHAR(64) NOT NULL,
        answered_at TIMESTAMP WITH TIME ZONE,
        decline_reason VARCHAR(64),
        decline_note BYTEA,
        opinion VARCHAR(64) NOT NULL,
        opinion_id UUID,
        id UUID NOT NULL,
        version BIGINT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_invitation PRIMARY KEY (id),
        CONSTRAINT ck_invitation_declined_for_a_reason CHECK ((reply = 'declined') = (decline_reason is not null)),
        CONSTRAINT ck_invitation_answered CHECK ((reply = 'pending') = (answered_at is null)),
        CONSTRAINT ck_invitation_spoken CHECK ((opinion = 'pending') = (opinion_id is null)),
        CONSTRAINT fk_invitation_consultation_id FOREIGN KEY(consultation_id) REFERENCES consultation (id),
        CONSTRAINT fk_invitation_org_id FOREIGN KEY(org_id) REFERENCES organisation (id),
        CONSTRAINT fk_invitation_user_id FOREIGN KEY(user_id) REFERENCES practitioner (id),
        CONSTRAINT fk_invitation_invited_by_id FOREIGN KEY(invited_by_id) REFERENCES practitioner (id),
        CONSTRAINT ck_invitation_reply CHECK (reply IN ('pending', 'accepted', 'declined', 'withdrawn')),
        CONSTRAINT ck_invitation_invitationreason CHECK (decline_reason IN ('no_time', 'outside_specialty', 'other_expert_fitter', 'insufficient_material', 'needs_on_site_care', 'conflict_of_interest', 'duplicate', 'no_answer', 'other')),
        CONSTRAINT ck_invitation_opinion CHECK (opinion IN ('pending', 'signed', 'dissent'))
    )
    """,
    """
    CREATE INDEX ix_invitation_user_id_reply ON invitation (user_id, reply)
    """,
    """
    CREATE UNIQUE INDEX uq_invitation_live ON invitation (consultation_id, user_id) WHERE reply in ('pending', 'accepted')
    """,
    """
    CREATE TABLE known_device (
        account_id UUID NOT NULL,
        device_hash BYTEA NOT NULL,
        first_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_known_device PRIMARY KEY (account_id, device_hash),
        CONSTRAINT fk_known_device_account_id FOREIGN KEY(account_id) REFERENCES account (id)
    )
    """,
    """
    CREATE TABLE signin_session (
        account_id UUID NOT NULL,
        token_hash BYTEA NOT NULL,
        seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
        ended_at TIMESTAMP WITH TIME ZONE,
        id UUID NOT NULL,
        version BIGINT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_signin_session PRIMARY KEY (id),
        CONSTRAINT uq_signin_session_token_hash UNIQUE (token_hash),
        CONSTRAINT fk_signin_session_account_id FOREIGN KEY(account_id) REFERENCES account (id)
    )
    """,
    """
    CREATE INDEX ix_signin_session_account_id ON signin_session (account_id)
    """,
    """
    CREATE TABLE tick (
        consultation_id UUID NOT NULL,
        item TEXT NOT NULL,
        value TEXT,
        ticked_at TIMESTAMP WITH TIME ZONE,
        ticked_by_id UUID,
        id UUID NOT NULL,
        version BIGINT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_tick PRIMARY KEY (id),
        CONSTRAINT uq_tick_consultation_id_item UNIQUE (consultation_id, item),
        CONSTRAINT ck_tick_open CHECK (ticked_at is not null or (ticked_by_id is null and value is null)),
        CONSTRAINT fk_tick_consultation_id FOREIGN KEY(consultation_id) REFERENCES consultation (id),
        CONSTRAINT fk_tick_ticked_by_id FOREIGN KEY(ticked_by_id) REFERENCES practitioner (id)
    )
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    for statement in (*parts.partitions(), *parts.rights()):
        op.execute(statement)
