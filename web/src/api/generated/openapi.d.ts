// Generated from contracts/openapi.json by "npm run generate". Do not edit.
export interface paths {
    "/api/consultations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mine
         * @description The caller's open cases: waiting for his answer, today's, later ones, all others.
         */
        get: operations["consultations.mine"];
        put?: never;
        /**
         * Create
         * @description A draft of a case.
         */
        post: operations["consultations.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One
         * @description One case, with what the caller may see and do.
         */
        get: operations["consultations.one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept
         * @description Say yes to the own invitation.
         */
        post: operations["consultations.accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/advance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Advance
         * @description Ask for another stage; the answer is `pending`, the proof follows by event.
         */
        post: operations["consultations.advance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel
         * @description End the case before its session.
         */
        post: operations["consultations.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/checklist/{item}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tick
         * @description Tick a line of the checklist, or take it back.
         */
        post: operations["consultations.tick"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/close-call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close Call
         * @description End the call for everybody.
         */
        post: operations["consultations.close_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/conclusion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Conclusion
         * @description The signed conclusion.
         */
        get: operations["consultations.conclusion"];
        put?: never;
        /**
         * Sign Conclusion
         * @description Sign the act that was shown: document, paper and signature are filed.
         */
        post: operations["consultations.sign_conclusion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/conclusion/act": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prepare Conclusion
         * @description Set the report as it would be signed now; its pages can be looked at, and its hash signed.
         */
        post: operations["consultations.prepare_conclusion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/conclusion/act/{act_id}/pages/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Page Of Act
         * @description A picture of one page of what is about to be signed.
         */
        get: operations["consultations.page_of_act"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline
         * @description Say no to the own invitation, with a reason.
         */
        post: operations["consultations.decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish
         * @description End the stages; the call stays open for the signatures.
         */
        post: operations["consultations.finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/guest-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Guest Link
         * @description A new link for the patient; told once, kept nowhere.
         */
        post: operations["consultations.guest_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/hand-over-chair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand Over Chair
         * @description Give the chair to another physician of this call.
         */
        post: operations["consultations.hand_over_chair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite
         * @description Ask an expert.
         */
        post: operations["consultations.invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/invitations/{invitation_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw Invitation
         * @description Take an invitation back; the expert's access ends.
         */
        post: operations["consultations.withdraw_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join
         * @description Come to the call; the proof is asked once.
         */
        post: operations["consultations.join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open Session
         * @description Begin the session.
         */
        post: operations["consultations.open_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/opinion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign Opinion
         * @description Sign the own opinion, from the conclusion on; signing again takes the former one's place.
         */
        post: operations["consultations.sign_opinion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/patient-beside": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Patient Beside
         * @description Whether patient and attending sit before one device.
         */
        post: operations["consultations.patient_beside"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reopen
         * @description Go on with the stages.
         */
        post: operations["consultations.reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/report.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report Pdf
         * @description The signed paper, as a file.
         */
        get: operations["consultations.report_pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/room": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Room Of
         * @description The call with its people, stages and checklist.
         */
        get: operations["consultations.room_of"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Schedule
         * @description Fix the time.
         */
        post: operations["consultations.schedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/seats/{seat_id}/admit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Admit Seat
         * @description Let somebody in who waits.
         */
        post: operations["consultations.admit_seat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/seats/{seat_id}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove Seat
         * @description Out of the call.
         */
        post: operations["consultations.remove_seat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/seats/{seat_id}/send-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Back Seat
         * @description Back to the waiting page.
         */
        post: operations["consultations.send_back_seat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/shared-device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shared Device
         * @description The attending's word about a patient before his device: has left, or may stay.
         */
        post: operations["consultations.shared_device"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/stage/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Stage
         * @description Stay in the stage that stands.
         */
        post: operations["consultations.cancel_stage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/stage/move-room": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move Room
         * @description Go on in a new room without the patient.
         */
        post: operations["consultations.move_room"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/stage/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Stage
         * @description Try again to prove the stage.
         */
        post: operations["consultations.retry_stage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit
         * @description Submit the request under a proof over it.
         */
        post: operations["consultations.submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation_id}/take-chair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take Chair
         * @description Lead in the place of a chair who is gone.
         */
        post: operations["consultations.take_chair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/demo/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Demo Code
         * @description The current code of the signed-in person, shown in the demo's step-up dialog and nowhere else.
         */
        get: operations["signin.demo_code"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/demo/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Demo People
         * @description Everybody of the demo, with password and authenticator. Outside the demo there is no such page.
         */
        get: operations["signin.demo_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drafts/{form}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find Draft
         * @description The caller's own draft of a form.
         */
        get: operations["patients.find_draft"];
        /**
         * Save Draft
         * @description Overwrite the caller's draft of a form.
         */
        put: operations["patients.save_draft"];
        post?: never;
        /**
         * Drop Draft
         * @description Throw the caller's draft away.
         */
        delete: operations["patients.drop_draft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events
         * @description News for the caller and his stores, as `text/event-stream`; `Last-Event-ID` resumes.
         */
        get: operations["notify.events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/guest/enter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Guest Enter
         * @description The deliberate submit: binds seat and device, and spends the link.
         */
        post: operations["rooms.guest_enter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/guest/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Guest Events
         * @description News of the guest's own call, as `text/event-stream`; ends with his seat.
         */
        get: operations["rooms.guest_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/guest/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Guest Leave
         * @description Go; the cookie stays, so that he can come back.
         */
        post: operations["rooms.guest_leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/guest/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Guest Link
         * @description Whether a link opens anything; spends nothing, sets nothing, binds nothing.
         */
        post: operations["rooms.guest_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/guest/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Guest Return
         * @description Back through the waiting room.
         */
        post: operations["rooms.guest_return"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/guest/room": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Guest Room
         * @description What the patient's page knows of the consultation: whose it is, and who is there.
         */
        get: operations["consultations.guest_room"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/guest/seat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Guest Seat
         * @description The waiting page's state: own seat, place in the queue.
         */
        get: operations["rooms.guest_seat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/guest/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Guest Ticket
         * @description A ticket for the guest's seat and this browser.
         */
        post: operations["rooms.guest_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Me
         * @description The signed-in person, his places and what he may do at all.
         */
        get: operations["signin.me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search
         * @description Patients by name, pinyin, initials, number, tail or phone.
         */
        get: operations["patients.search"];
        put?: never;
        /**
         * Register
         * @description Register a new patient of the chain with consents and first visit.
         */
        post: operations["patients.register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients/{patient_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Patient
         * @description The header of a patient: who it is, allergies, consents, visits, and why the caller may see it.
         */
        get: operations["patients.patient"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients/{patient_id}/allergies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write Allergy
         * @description File an allergy.
         */
        post: operations["records.write_allergy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients/{patient_id}/conditions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write Condition
         * @description File a diagnosis.
         */
        post: operations["records.write_condition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients/{patient_id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer Consent
         * @description The patient's answer to one purpose.
         */
        post: operations["patients.answer_consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients/{patient_id}/consents/{purpose}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw Consent
         * @description The patient takes back what he agreed to.
         */
        post: operations["patients.withdraw_consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients/{patient_id}/documents/{kind}/{document_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Document
         * @description One document in full, as it is now or as it was at a version.
         */
        get: operations["records.document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Amend
         * @description Change fields of a document that the caller has seen.
         */
        patch: operations["records.amend"];
        trace?: never;
    };
    "/api/patients/{patient_id}/documents/{kind}/{document_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Versions
         * @description Who wrote which state of a document when.
         */
        get: operations["records.versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients/{patient_id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write Note
         * @description File a visit note.
         */
        post: operations["records.write_note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients/{patient_id}/observations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write Observations
         * @description File vital signs measured together.
         */
        post: operations["records.write_observations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients/{patient_id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reveal
         * @description One masked value in clear, journaled with its reason.
         */
        post: operations["patients.reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients/{patient_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Timeline
         * @description Entries of the record, newest first.
         */
        get: operations["records.timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients/{patient_id}/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open Visit
         * @description A known patient comes again.
         */
        post: operations["patients.open_visit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients/{patient_id}/visits/{visit_id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish Visit
         * @description The visit is over.
         */
        post: operations["patients.finish_visit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients/attach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Attach
         * @description A person registered elsewhere comes to this store.
         */
        post: operations["patients.attach"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check
         * @description Whether a complete document number is known: here, elsewhere in the chain, or not.
         */
        post: operations["patients.check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/practitioners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Practitioners
         * @description Colleagues by role and specialty.
         */
        get: operations["org.practitioners"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Session
         * @description Where a call stands, for somebody who has a seat in it.
         */
        get: operations["rooms.session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave Seat
         * @description Go; the line is cut after the commit.
         */
        post: operations["rooms.leave_seat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return To Seat
         * @description Back through the waiting room.
         */
        post: operations["rooms.return_to_seat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}/seats/{seat_id}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mute
         * @description A host takes somebody's microphone, or gives it back.
         */
        post: operations["rooms.mute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue Ticket
         * @description A ticket for the caller's own seat and this browser.
         */
        post: operations["rooms.issue_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/signin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sign In State
         * @description What a page asks before it asks who one is: nobody there is an answer, not a refusal. It prolongs nothing.
         */
        get: operations["signin.sign_in_state"];
        put?: never;
        /**
         * Sign In
         * @description Open a session by password and one-time code.
         */
        post: operations["signin.sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/signout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign Out
         * @description End this session.
         */
        post: operations["signin.sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stores
         * @description The stores of the chain.
         */
        get: operations["org.stores"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/terms/{set}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search
         * @description Entries of a set that answer a query.
         */
        get: operations["terms.search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verify/{verify_code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Verify
         * @description What stands behind a printed code; nobody is named.
         */
        get: operations["consultations.verify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Arrivals
         * @description Who came to the caller's store on a day (its own calendar's; today when none is given).
         */
        get: operations["patients.arrivals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * ActOut
         * @description What is about to be signed: its pages are shown, its hash is what the proof is over.
         *
         *     `uncovered` are characters printed as 〓, `omitted` invisible ones that were left out, both as U+XXXX.
         */
        ActOut: {
            /**
             * Act Id
             * Format: uuid
             */
            act_id: string;
            /** Data Sha256 */
            data_sha256: string;
            /** Omitted */
            omitted: string[];
            /** Pages */
            pages: number;
            /** Refusals */
            refusals: components["schemas"]["RefusalOut"][];
            /** Uncovered */
            uncovered: string[];
        };
        /**
         * AdvanceIn
         * @description The stage to ask for, and the epoch that the caller has seen.
         */
        AdvanceIn: {
            /** Stage Epoch */
            stage_epoch: number;
            to: components["schemas"]["Stage"];
        };
        /**
         * AllergyIn
         * @description An allergy or intolerance, by code of the set `allergy`, or by text where no code fits.
         */
        AllergyIn: {
            /** Code */
            code?: string | null;
            /** Criticality */
            criticality: string;
            /** Display */
            display: string;
            /** Reaction */
            reaction?: string | null;
        };
        /**
         * AllergyOut
         * @description An allergy, as the header shows it; without a code when it was written in words.
         */
        AllergyOut: {
            /** Code */
            code: string | null;
            /** Criticality */
            criticality: string;
            /** Display */
            display: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
        };
        /**
         * AmendIn
         * @description A patch: for each pointer what was seen and what it shall be; null stands for absent.
         */
        AmendIn: {
            /** Patch */
            patch: {
                [key: string]: unknown[];
            };
        };
        /**
         * AnswerIn
         * @description The answer to one question of the request.
         */
        AnswerIn: {
            /** Number */
            number: number;
            /** Text */
            text: string;
        };
        /**
         * AnswerOut
         * @description A question of the request and its answer.
         */
        AnswerOut: {
            /** Number */
            number: number;
            /** Question */
            question: string;
            /** Text */
            text: string;
        };
        /**
         * ArrivalOut
         * @description A line of the day's list.
         */
        ArrivalOut: {
            /** Age */
            age: number;
            /** Name */
            name: string;
            /**
             * Patient Id
             * Format: uuid
             */
            patient_id: string;
            /** Reason */
            reason: string;
            /** Sex */
            sex: string;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** State */
            state: string;
            /**
             * Visit Id
             * Format: uuid
             */
            visit_id: string;
        };
        /**
         * ArrivalsOut
         * @description Who came to the actor's store on a day.
         */
        ArrivalsOut: {
            /** Arrivals */
            arrivals: components["schemas"]["ArrivalOut"][];
            /**
             * Day
             * Format: date
             */
            day: string;
        };
        /**
         * AttachIn
         * @description A person registered elsewhere in the chain comes here: by document, with a reason and the consent to share.
         */
        AttachIn: {
            /** Document Number */
            document_number: string;
            /** Name */
            name: string;
            /** Reason */
            reason: string;
            /** Sharing */
            sharing: boolean;
        };
        /**
         * BesideIn
         * @description Whether the patient sits before the attending's own device.
         */
        BesideIn: {
            /** Beside */
            beside: boolean;
        };
        /**
         * CancelIn
         * @description Why the case ends before its session.
         */
        CancelIn: {
            /** Note */
            note?: string | null;
            reason: components["schemas"]["CancelReason"];
        };
        /**
         * CancelReason
         * @description Why a case ends before its session: the codes of the set `cancel_reason`.
         * @enum {string}
         */
        CancelReason: "patient_withdrew" | "patient_better" | "patient_worse_transferred" | "patient_died" | "consent_withdrawn" | "expert_unavailable" | "technical" | "entered_in_error" | "other";
        /**
         * CaseOut
         * @description One case. `patient` and `request` are null for who may not open the record; `summary` stands in for them.
         */
        CaseOut: {
            /** Allowed */
            allowed: components["schemas"]["Command"][];
            attending: components["schemas"]["PartyOut"];
            /** Cancel Note */
            cancel_note: string | null;
            cancel_reason: components["schemas"]["CancelReason"] | null;
            /** Cancelled At */
            cancelled_at: string | null;
            chair: components["schemas"]["PartyOut"] | null;
            conclusion: components["schemas"]["ConcludedRefOut"] | null;
            /** Consents Missing */
            consents_missing: string[];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Delivered At */
            delivered_at: string | null;
            /** Etag */
            etag: string;
            /** Finished At */
            finished_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Invitations */
            invitations: components["schemas"]["InvitationOut"][];
            /** Is Unsigned */
            is_unsigned: boolean;
            next: components["schemas"]["NextOut"] | null;
            /** Number */
            number: string;
            /** Opened At */
            opened_at: string | null;
            /** Opinions */
            opinions: components["schemas"]["OpinionOut"][];
            patient: components["schemas"]["SubjectOut"] | null;
            patient_location: components["schemas"]["PatientLocation"];
            /** Planned At */
            planned_at: string | null;
            priority: components["schemas"]["Priority"];
            request: components["schemas"]["RequestOut"] | null;
            /** Roles */
            roles: components["schemas"]["CaseRole"][];
            /** Signed At */
            signed_at: string | null;
            /** Specialty */
            specialty: string | null;
            state: components["schemas"]["State"];
            /**
             * Store Id
             * Format: uuid
             */
            store_id: string;
            /** Store Name */
            store_name: string;
            /** Story */
            story: components["schemas"]["HappenedOut"][];
            /** Submitted At */
            submitted_at: string | null;
            summary: components["schemas"]["SummaryOut"] | null;
            /** Template */
            template: string;
            /** Template Version */
            template_version: number;
        };
        /**
         * CaseRole
         * @description What somebody is in one case. The same person may be another thing in the next.
         * @enum {string}
         */
        CaseRole: "patient" | "guardian" | "companion" | "interpreter" | "front_desk" | "nurse" | "attending" | "store_lead" | "department_head" | "medical_affairs" | "coordinator" | "consultant" | "chair" | "observer" | "recorder" | "captions" | "system";
        /**
         * CheckedOut
         * @description Whether the number is known: `no`, `here` with the patient, or `elsewhere` with nothing.
         */
        CheckedOut: {
            /** Patient Id */
            patient_id: string | null;
            /** Registered */
            registered: string;
        };
        /**
         * CheckIn
         * @description A complete document number, to ask whether it is known.
         */
        CheckIn: {
            /** Document Number */
            document_number: string;
        };
        /**
         * CodeOut
         * @description The demo's current code of the signed-in person.
         */
        CodeOut: {
            /** Code */
            code: string;
            /** Seconds Left */
            seconds_left: number;
        };
        /**
         * Command
         * @description What somebody asks of a case.
         * @enum {string}
         */
        Command: "create" | "adopt_application" | "submit" | "route" | "approve" | "return_to_draft" | "decline" | "pass" | "request_supplement" | "answer_supplement" | "invite" | "accept" | "decline_invitation" | "withdraw_invitation" | "propose_time" | "schedule" | "begin_writing" | "raise" | "make_ready" | "open" | "advance" | "take_chair" | "hand_over_chair" | "finish" | "reopen" | "sign_opinion" | "sign" | "deliver" | "adopt_plan" | "close" | "cancel" | "mark_no_show" | "abort" | "convert";
        /**
         * ConcludedOut
         * @description What was signed: the document, its hash, its paper, and the code under which anybody may check it.
         */
        ConcludedOut: {
            /**
             * Conclusion Id
             * Format: uuid
             */
            conclusion_id: string;
            /** Etag */
            etag: string;
            /**
             * Paper Id
             * Format: uuid
             */
            paper_id: string;
            /** Verify Code */
            verify_code: string;
        };
        /**
         * ConcludedRefOut
         * @description The signed conclusion of a case, and the code under which its paper can be checked.
         */
        ConcludedRefOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Verify Code */
            verify_code: string;
        };
        /**
         * ConclusionIn
         * @description The conclusion as the chair has written it so far.
         */
        ConclusionIn: {
            /** Answers */
            answers?: components["schemas"]["AnswerIn"][];
            /** Conclusion */
            conclusion: string;
            /** Diagnoses */
            diagnoses?: components["schemas"]["DiagnosisIn"][];
            /** Differentials */
            differentials?: components["schemas"]["DifferentialIn"][];
            /** Discussion Digest */
            discussion_digest?: string | null;
            /** Explanation */
            explanation?: string | null;
            /** Limits */
            limits: string;
            /** Recommendations */
            recommendations?: components["schemas"]["RecommendationIn"][];
        };
        /**
         * ConclusionOut
         * @description The signed conclusion.
         */
        ConclusionOut: {
            /** Answers */
            answers: components["schemas"]["AnswerOut"][];
            chair: components["schemas"]["PartyOut"];
            /** Conclusion */
            conclusion: string;
            /** Delivered At */
            delivered_at: string | null;
            /** Diagnoses */
            diagnoses: components["schemas"]["DiagnosisOut"][];
            /** Differentials */
            differentials: components["schemas"]["DifferentialOut"][];
            /** Discussion Digest */
            discussion_digest: string | null;
            /** Etag */
            etag: string;
            /** Explanation */
            explanation: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Limits */
            limits: string;
            /** Number */
            number: string;
            /**
             * Paper Id
             * Format: uuid
             */
            paper_id: string;
            /** Recommendations */
            recommendations: components["schemas"]["RecommendationOut"][];
            /**
             * Signed At
             * Format: date-time
             */
            signed_at: string;
            /** Verify Code */
            verify_code: string;
        };
        /**
         * ConditionIn
         * @description A diagnosis: always a code with its system and edition.
         */
        ConditionIn: {
            /** Code */
            code: string;
            /** Note */
            note?: string | null;
            /** Onset On */
            onset_on?: string | null;
        };
        /**
         * ConsentIn
         * @description The patient's answer to one purpose.
         */
        ConsentIn: {
            /**
             * Agreed
             * @default true
             */
            agreed: boolean;
            purpose: components["schemas"]["Purpose"];
        };
        /**
         * ConsentOut
         * @description Where one purpose stands, and whether the caller's store may take the agreement back.
         */
        ConsentOut: {
            /** Given At */
            given_at: string | null;
            /** May Withdraw */
            may_withdraw: boolean;
            /** Purpose */
            purpose: string;
            /** State */
            state: string;
            /** Withdrawn At */
            withdrawn_at: string | null;
        };
        /**
         * CreateIn
         * @description A case about a patient of the caller's store. The attending is the caller unless he names another.
         */
        CreateIn: {
            /** Attending Id */
            attending_id?: string | null;
            /**
             * Patient Id
             * Format: uuid
             */
            patient_id: string;
            patient_location: components["schemas"]["PatientLocation"];
            /** @default routine */
            priority: components["schemas"]["Priority"];
        };
        /**
         * DeclineIn
         * @description Why an expert says no. The note is for the attending.
         */
        DeclineIn: {
            /** Note */
            note?: string | null;
            reason: components["schemas"]["InvitationReason"];
        };
        /**
         * DemoPeopleOut
         * @description Everybody of the demo.
         */
        DemoPeopleOut: {
            /** People */
            people: components["schemas"]["DemoPersonOut"][];
        };
        /**
         * DemoPersonOut
         * @description A person of the demo, with what is needed to sign in as him.
         */
        DemoPersonOut: {
            /** Login */
            login: string;
            /** Name */
            name: string;
            /** Password */
            password: string;
            /** Role */
            role: string;
            /** Store */
            store: string;
            /** Title */
            title: string | null;
            /** Totp Uri */
            totp_uri: string;
            /** Url */
            url: string;
        };
        /**
         * DiagnosisIn
         * @description A diagnosis in the chair's words, and the term that it is coded with. Without a code nothing is signed.
         */
        DiagnosisIn: {
            /** Code */
            code?: string | null;
            /** Display */
            display: string;
            /** Edition */
            edition?: string | null;
            /** System */
            system?: string | null;
        };
        /**
         * DiagnosisOut
         * @description A diagnosis with its code.
         */
        DiagnosisOut: {
            /** Code */
            code: string;
            /** Display */
            display: string;
            /** Edition */
            edition: string;
            /** System */
            system: string;
        };
        /**
         * DifferentialIn
         * @description What else it could be, and what speaks for and against it.
         */
        DifferentialIn: {
            /** Diagnosis */
            diagnosis: string;
            /** Reasons */
            reasons: string;
        };
        /**
         * DifferentialOut
         * @description What else it could be.
         */
        DifferentialOut: {
            /** Diagnosis */
            diagnosis: string;
            /** Reasons */
            reasons: string;
        };
        /**
         * DocumentOut
         * @description One document in full. Its numbers leave as they were written: 1.50 stays 1.50.
         *
         *     `amendable`: the caller could file a change of it now.
         */
        DocumentOut: {
            /** Amendable */
            amendable: boolean;
            /** Body */
            body: {
                [key: string]: unknown;
            };
            /** Etag */
            etag: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Ver */
            ver: number;
        };
        /**
         * DocumentType
         * @description What identifies the patient. `other` is not checked: passport, permit, none yet.
         * @enum {string}
         */
        DocumentType: "resident_id" | "other";
        /**
         * DraftIn
         * @description The fields of a form as they stand.
         */
        DraftIn: {
            /** Content */
            content: {
                [key: string]: unknown;
            };
        };
        /**
         * DraftOut
         * @description What was typed, and when it was saved; both null when there is no draft.
         */
        DraftOut: {
            /** Content */
            content: {
                [key: string]: unknown;
            } | null;
            /** Saved At */
            saved_at: string | null;
        };
        /**
         * EnteredOut
         * @description The seat that this browser now stands for.
         */
        EnteredOut: {
            /**
             * Seat Id
             * Format: uuid
             */
            seat_id: string;
            /**
             * Session Id
             * Format: uuid
             */
            session_id: string;
        };
        /**
         * EnterIn
         * @description The deliberate submit: the last four characters of the document number.
         */
        EnterIn: {
            /** Last Four */
            last_four: string;
            /** Token */
            token: string;
        };
        /**
         * EntryOut
         * @description A line of the timeline.
         */
        EntryOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Author Name */
            author_name: string;
            /** Etag */
            etag: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Store Name */
            store_name: string;
            /** Summary */
            summary: string;
            /** Title */
            title: string;
            /** Ver */
            ver: number;
        };
        /**
         * EpochIn
         * @description The epoch of the stage that could not be proven.
         */
        EpochIn: {
            /** Stage Epoch */
            stage_epoch: number;
        };
        /**
         * GuestLinkOut
         * @description A guest's way in: the token belongs into the fragment of the page's address.
         */
        GuestLinkOut: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /**
             * Seat Id
             * Format: uuid
             */
            seat_id: string;
            /** Token */
            token: string;
        };
        /**
         * GuestOut
         * @description The waiting page: where the guest's own seat stands. Nothing about others but their number before him.
         */
        GuestOut: {
            /** Is Media Up */
            is_media_up: boolean;
            kind: components["schemas"]["SeatKind"];
            /** Position */
            position: number | null;
            /** Rights */
            rights: components["schemas"]["Right"][];
            /** Room Epoch */
            room_epoch: number;
            /**
             * Seat Id
             * Format: uuid
             */
            seat_id: string;
            /**
             * Session Id
             * Format: uuid
             */
            session_id: string;
            /** Stage Epoch */
            stage_epoch: number;
            state: components["schemas"]["SeatState"];
        };
        /**
         * GuestPersonOut
         * @description Somebody whom the patient sees: name, title and part.
         */
        GuestPersonOut: {
            /** Identity */
            identity: string;
            /** Name */
            name: string;
            role: components["schemas"]["CaseRole"];
            /** Title */
            title: string | null;
        };
        /**
         * GuestRoomOut
         * @description What the patient's own page knows of the consultation.
         */
        GuestRoomOut: {
            /** Is Finished */
            is_finished: boolean;
            /** Is Open */
            is_open: boolean;
            /** People */
            people: components["schemas"]["GuestPersonOut"][];
            /** Planned At */
            planned_at: string | null;
            /** Store Name */
            store_name: string;
        };
        /**
         * HandOverIn
         * @description Who leads from now on.
         */
        HandOverIn: {
            /**
             * User Id
             * Format: uuid
             */
            user_id: string;
        };
        /**
         * HappenedOut
         * @description One line of the story of a case.
         */
        HappenedOut: {
            /** About Name */
            about_name: string | null;
            /** Actor Name */
            actor_name: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Kind */
            kind: string;
            /** Reason */
            reason: string | null;
        };
        /**
         * HitOut
         * @description A patient in a list: masked.
         */
        HitOut: {
            /** Age */
            age: number;
            /** Document Masked */
            document_masked: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Last Visit At */
            last_visit_at: string | null;
            /** Name Masked */
            name_masked: string;
            /** Phone Masked */
            phone_masked: string;
            /** Sex */
            sex: string;
        };
        /**
         * HitsOut
         * @description Patients that answer a query, by name.
         */
        HitsOut: {
            /** Hits */
            hits: components["schemas"]["HitOut"][];
        };
        /** HTTPValidationError */
        HTTPValidationError: {
            /** Detail */
            detail?: components["schemas"]["ValidationError"][];
        };
        /**
         * InvitationOut
         * @description One invitation; the reason of a refusal is for those who plan the case.
         */
        InvitationOut: {
            /**
             * Answer Until At
             * Format: date-time
             */
            answer_until_at: string;
            /** Answered At */
            answered_at: string | null;
            /** Chair */
            chair: boolean;
            /** Decline Note */
            decline_note: string | null;
            decline_reason: components["schemas"]["InvitationReason"] | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            opinion: components["schemas"]["Opinion"];
            /** Org Name */
            org_name: string;
            reply: components["schemas"]["Reply"];
            user: components["schemas"]["PartyOut"];
        };
        /**
         * InvitationReason
         * @description Why an expert says no: the codes of the set `decline_reason`. `no_answer` is the clock's.
         * @enum {string}
         */
        InvitationReason: "no_time" | "outside_specialty" | "other_expert_fitter" | "insufficient_material" | "needs_on_site_care" | "conflict_of_interest" | "duplicate" | "no_answer" | "other";
        /**
         * InvitedOut
         * @description An invitation that was sent.
         */
        InvitedOut: {
            /**
             * Answer Until At
             * Format: date-time
             */
            answer_until_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
        };
        /**
         * InviteIn
         * @description Whom to ask, and whether he is to lead.
         */
        InviteIn: {
            /** Chair */
            chair: boolean;
            /**
             * User Id
             * Format: uuid
             */
            user_id: string;
        };
        /**
         * ItemOut
         * @description A line of a checklist; `values` are the choices that come with it.
         */
        ItemOut: {
            /** By System */
            by_system: boolean;
            /** Code */
            code: string;
            /** Mandatory */
            mandatory: boolean;
            /** Ticked At */
            ticked_at: string | null;
            /** Ticked By Name */
            ticked_by_name: string | null;
            /** Value */
            value: string | null;
            /** Values */
            values: string[];
        };
        /**
         * JoinedOut
         * @description The caller's seat.
         */
        JoinedOut: {
            /** Is Admitted */
            is_admitted: boolean;
            /**
             * Seat Id
             * Format: uuid
             */
            seat_id: string;
            /**
             * Session Id
             * Format: uuid
             */
            session_id: string;
        };
        /**
         * LineOut
         * @description A case in a list. `patient` is null for who may not open the record.
         */
        LineOut: {
            /** Answer Until At */
            answer_until_at: string | null;
            attending: components["schemas"]["PartyOut"];
            chair: components["schemas"]["PartyOut"] | null;
            /**
             * Changed At
             * Format: date-time
             */
            changed_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            next: components["schemas"]["NextOut"] | null;
            /** Number */
            number: string;
            patient: components["schemas"]["LineSubjectOut"] | null;
            /** Planned At */
            planned_at: string | null;
            priority: components["schemas"]["Priority"];
            /** Roles */
            roles: components["schemas"]["CaseRole"][];
            /** Specialty */
            specialty: string | null;
            state: components["schemas"]["State"];
            /** Store Name */
            store_name: string;
        };
        /**
         * LineSubjectOut
         * @description The patient in a list: masked, for a list is read by whoever stands beside.
         */
        LineSubjectOut: {
            /** Age Years */
            age_years: number;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name Masked */
            name_masked: string;
            /** Sex */
            sex: string;
        };
        /**
         * LinkIn
         * @description A link's token, from the fragment of its address: in a body, so that it stands in no log.
         */
        LinkIn: {
            /** Token */
            token: string;
        };
        /**
         * LinkOut
         * @description A link that can be used, and who calls.
         */
        LinkOut: {
            /** Place Name */
            place_name: string;
            /** Tries Left */
            tries_left: number;
        };
        /**
         * MadeOut
         * @description The document that was filed.
         */
        MadeOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
        };
        /**
         * MeOut
         * @description The signed-in person, as the client's shell needs him.
         */
        MeOut: {
            /** Demo */
            demo: boolean;
            /** Expires At */
            expires_at: string;
            /** Idle S */
            idle_s: number;
            /** Login */
            login: string;
            /** Name */
            name: string;
            /** Permissions */
            permissions: string[];
            /** Roles */
            roles: components["schemas"]["RoleOut"][];
            store: components["schemas"]["OwnStoreOut"] | null;
            /** Title */
            title: string | null;
            /**
             * User Id
             * Format: uuid
             */
            user_id: string;
        };
        /**
         * MineOut
         * @description The caller's cases: invitations that wait for him, today's, later ones, and all others that are open.
         */
        MineOut: {
            /** Open */
            open: components["schemas"]["LineOut"][];
            /** Today */
            today: components["schemas"]["LineOut"][];
            /** Upcoming */
            upcoming: components["schemas"]["LineOut"][];
            /** Waiting */
            waiting: components["schemas"]["LineOut"][];
        };
        /**
         * MovedOut
         * @description Where the case stands after a command.
         */
        MovedOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            state: components["schemas"]["State"];
            /** Version */
            version: number;
        };
        /**
         * MuteIn
         * @description A host takes a microphone, or gives it back.
         */
        MuteIn: {
            /** Is Muted */
            is_muted: boolean;
        };
        /**
         * NextOut
         * @description What brings the case forward, who may do it, and what still stands against it.
         */
        NextOut: {
            /** Blocked By */
            blocked_by: string[];
            command: components["schemas"]["Command"];
            /** Mine */
            mine: boolean;
            /** Roles */
            roles: components["schemas"]["CaseRole"][];
        };
        /**
         * NoteIn
         * @description A visit note: complaint, history, examination.
         */
        NoteIn: {
            /** Sections */
            sections: components["schemas"]["SectionIn"][];
            /** Title */
            title: string;
        };
        /**
         * ObservationIn
         * @description A measured vital sign; the number's text is kept as it was written.
         */
        ObservationIn: {
            /** Code */
            code: string;
            /** Value */
            value: string;
        };
        /**
         * ObservationsIn
         * @description Signs that were measured together.
         */
        ObservationsIn: {
            /** Signs */
            signs: components["schemas"]["ObservationIn"][];
        };
        /**
         * Opinion
         * @description What an expert has said about the case. A dissent is spoken; silence is not.
         * @enum {string}
         */
        Opinion: "pending" | "signed" | "dissent";
        /**
         * OpinionIn
         * @description An expert's opinion; `dissent` says where he differs from the others.
         */
        OpinionIn: {
            /** Dissent */
            dissent?: string | null;
            /** Text */
            text: string;
        };
        /**
         * OpinionOut
         * @description What an expert signed.
         */
        OpinionOut: {
            /** Dissent */
            dissent: string | null;
            /** Etag */
            etag: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Signed At
             * Format: date-time
             */
            signed_at: string;
            /** Text */
            text: string;
            user: components["schemas"]["PartyOut"];
        };
        /**
         * OwnStoreOut
         * @description The store somebody works in.
         */
        OwnStoreOut: {
            /** Code */
            code: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * PartyOut
         * @description A colleague.
         */
        PartyOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * PatientLocation
         * @description Where the patient is: at the asking store with its attending, or elsewhere.
         * @enum {string}
         */
        PatientLocation: "on_site" | "remote";
        /**
         * PatientOut
         * @description The patient's header.
         */
        PatientOut: {
            /** Address */
            address: string | null;
            /** Age */
            age: number;
            /** Allergies */
            allergies: components["schemas"]["AllergyOut"][];
            /**
             * Birth Date
             * Format: date
             */
            birth_date: string;
            /** Consents */
            consents: components["schemas"]["ConsentOut"][];
            /** Document Masked */
            document_masked: string;
            /** Document Type */
            document_type: string;
            /** Etag */
            etag: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Phone Masked */
            phone_masked: string;
            /** Record Number */
            record_number: string;
            /** Sex */
            sex: string;
            /** Visits */
            visits: components["schemas"]["VisitOut"][];
            /** Why */
            why: string;
        };
        /**
         * PatientSeatOut
         * @description The patient's place.
         */
        PatientSeatOut: {
            /** Beside Seat Id */
            beside_seat_id: string | null;
            /** Is Beside */
            is_beside: boolean;
            /**
             * Seat Id
             * Format: uuid
             */
            seat_id: string;
            shared_device: components["schemas"]["SharedDevice"];
            state: components["schemas"]["SeatState"];
        };
        /**
         * PractitionerOut
         * @description A colleague.
         */
        PractitionerOut: {
            /** Department */
            department: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Org */
            org: string;
            /** Role */
            role: string;
            /** Specialty */
            specialty: string | null;
            /** Title */
            title: string | null;
        };
        /**
         * PractitionersOut
         * @description Colleagues that answer a query.
         */
        PractitionersOut: {
            /** Practitioners */
            practitioners: components["schemas"]["PractitionerOut"][];
        };
        /**
         * Priority
         * @description How soon, by the codes of FHIR R4.
         * @enum {string}
         */
        Priority: "routine" | "urgent";
        /**
         * Purpose
         * @description What a patient agrees to, one by one.
         * @enum {string}
         */
        Purpose: "treatment" | "sharing" | "remote_consultation" | "recording" | "ai_processing" | "teaching" | "cross_border";
        /**
         * QuestionOut
         * @description A question and its number.
         */
        QuestionOut: {
            /** Number */
            number: number;
            /** Text */
            text: string;
        };
        /**
         * RecommendationIn
         * @description One thing to do; the attending adopts, changes or rejects each by itself.
         */
        RecommendationIn: {
            /** Due */
            due?: string | null;
            kind: components["schemas"]["RecommendationKind"];
            /** Red Flags */
            red_flags?: string | null;
            /** Text */
            text: string;
        };
        /**
         * RecommendationKind
         * @description What is advised.
         * @enum {string}
         */
        RecommendationKind: "test" | "treatment" | "referral" | "follow_up";
        /**
         * RecommendationOut
         * @description One thing to do.
         */
        RecommendationOut: {
            /** Due */
            due: string | null;
            kind: components["schemas"]["RecommendationKind"];
            /** Number */
            number: number;
            /** Red Flags */
            red_flags: string | null;
            /** Text */
            text: string;
        };
        /**
         * RefusalOut
         * @description What still stands against signing, as the refusal itself would say it.
         */
        RefusalOut: {
            /** Code */
            code: string;
            /** Facts */
            facts: {
                [key: string]: unknown;
            };
        };
        /**
         * RegisteredOut
         * @description A patient who was registered, or came to this store.
         */
        RegisteredOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Visit Id
             * Format: uuid
             */
            visit_id: string;
        };
        /**
         * RegisterIn
         * @description A person who comes to a store for the first time.
         */
        RegisterIn: {
            /** Address */
            address?: string | null;
            /**
             * Birth Date
             * Format: date
             */
            birth_date: string;
            /** Consents */
            consents: components["schemas"]["Purpose"][];
            /** Document Number */
            document_number: string;
            document_type: components["schemas"]["DocumentType"];
            /** Name */
            name: string;
            /** Phone */
            phone: string;
            /** Reason */
            reason: string;
            sex: components["schemas"]["Sex"];
        };
        /**
         * Reply
         * @description What became of one invitation.
         * @enum {string}
         */
        Reply: "pending" | "accepted" | "declined" | "withdrawn";
        /**
         * RequestIn
         * @description The request as it is submitted.
         */
        RequestIn: {
            /** Proposed Times */
            proposed_times?: string[];
            /** Purpose */
            purpose?: string | null;
            /** Questions */
            questions?: string[];
            /** Reason */
            reason?: string | null;
            /** Specialty */
            specialty?: string | null;
            /** Urgency Reason */
            urgency_reason?: string | null;
        };
        /**
         * RequestOut
         * @description The request as it was filed.
         */
        RequestOut: {
            /** Etag */
            etag: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Proposed Times */
            proposed_times: string[];
            /** Purpose */
            purpose: string;
            /** Questions */
            questions: components["schemas"]["QuestionOut"][];
            /** Reason */
            reason: string;
            /** Urgency Reason */
            urgency_reason: string | null;
        };
        /**
         * RevealedOut
         * @description One value, unmasked.
         */
        RevealedOut: {
            /** Value */
            value: string;
        };
        /**
         * RevealIn
         * @description Which masked value is needed, and why.
         */
        RevealIn: {
            /** Field */
            field: string;
            reason: components["schemas"]["RevealReason"];
        };
        /**
         * RevealReason
         * @description Why a masked value is needed: a code, for free text could say something clinical (S11).
         * @enum {string}
         */
        RevealReason: "identity_check" | "contact" | "insurance" | "correction";
        /**
         * Right
         * @description One thing a seat may do in a call.
         * @enum {string}
         */
        Right: "camera" | "microphone" | "share" | "receive" | "images" | "draw" | "present";
        /**
         * Role
         * @description Roles of staff (domain.md §5.1). Patients and guests hold none: they have seats.
         * @enum {string}
         */
        Role: "front_desk" | "nurse" | "attending" | "store_lead" | "department_head" | "medical_affairs" | "coordinator" | "consultant" | "pharmacist" | "chronic_care_nurse" | "knowledge_editor" | "knowledge_reviewer" | "hq_operations" | "store_it" | "privacy_officer" | "system_admin" | "security_admin" | "audit_admin";
        /**
         * RoleOut
         * @description A role and its place.
         */
        RoleOut: {
            /**
             * Org Id
             * Format: uuid
             */
            org_id: string;
            /** Org Name */
            org_name: string;
            /** Role */
            role: string;
            /** Store Id */
            store_id: string | null;
        };
        /**
         * RoomOut
         * @description The call as one of its people sees it.
         */
        RoomOut: {
            /** Allowed */
            allowed: components["schemas"]["Command"][];
            /** Blocked By */
            blocked_by: string[];
            /** Chair Gone Since */
            chair_gone_since: string | null;
            /** Chair May Be Taken At */
            chair_may_be_taken_at: string | null;
            /** Finished At */
            finished_at: string | null;
            /** Has Joined */
            has_joined: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Is Unsigned */
            is_unsigned: boolean;
            /** May Go */
            may_go: components["schemas"]["Stage"][];
            /** My Seat Id */
            my_seat_id: string | null;
            /** Number */
            number: string;
            /** Opened At */
            opened_at: string | null;
            patient: components["schemas"]["RoomPatientOut"];
            patient_seat: components["schemas"]["PatientSeatOut"] | null;
            /** People */
            people: components["schemas"]["RoomPersonOut"][];
            /** Planned At */
            planned_at: string | null;
            priority: components["schemas"]["Priority"];
            /** Roles */
            roles: components["schemas"]["CaseRole"][];
            /** Specialty */
            specialty: string | null;
            /** Stages */
            stages: components["schemas"]["StageOut"][];
            standing: components["schemas"]["StandingOut"] | null;
            state: components["schemas"]["State"];
            /** Store Name */
            store_name: string;
        };
        /**
         * RoomPatientOut
         * @description Whom it is about.
         */
        RoomPatientOut: {
            /** Age Years */
            age_years: number;
            /** Allergies */
            allergies: string[];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Sex */
            sex: string;
        };
        /**
         * RoomPersonOut
         * @description Somebody of this call. A patient has no `user_id`; `identity` begins his participants' at the media server.
         */
        RoomPersonOut: {
            /** Gone Since */
            gone_since: string | null;
            /** Has Joined */
            has_joined: boolean;
            /** Identity */
            identity: string | null;
            /** Is Me */
            is_me: boolean;
            /** Is Muted */
            is_muted: boolean;
            /** Leads */
            leads: boolean;
            /** Name */
            name: string;
            /** Org Name */
            org_name: string | null;
            role: components["schemas"]["CaseRole"];
            /** Seat Id */
            seat_id: string | null;
            seat_state: components["schemas"]["SeatState"] | null;
            /** Title */
            title: string | null;
            /** User Id */
            user_id: string | null;
        };
        /**
         * SavedOut
         * @description When a draft was saved.
         */
        SavedOut: {
            /**
             * Saved At
             * Format: date-time
             */
            saved_at: string;
        };
        /**
         * ScheduleIn
         * @description The time that everybody has agreed to.
         */
        ScheduleIn: {
            /** All Confirmed */
            all_confirmed: boolean;
            /**
             * Planned At
             * Format: date-time
             */
            planned_at: string;
        };
        /**
         * SeatKind
         * @description Who can sit there. A guest came by a one-use link; a machine records or transcribes.
         * @enum {string}
         */
        SeatKind: "user" | "patient" | "companion" | "guest" | "machine";
        /**
         * SeatMovedOut
         * @description What became of a seat.
         */
        SeatMovedOut: {
            /**
             * Seat Id
             * Format: uuid
             */
            seat_id: string;
            state: components["schemas"]["SeatState"];
        };
        /**
         * SeatOut
         * @description A seat as everybody in the call sees it. `identity` begins its participants' identities at the media server.
         */
        SeatOut: {
            /** Arrived At */
            arrived_at: string | null;
            /**
             * Holder
             * Format: uuid
             */
            holder: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Identity */
            identity: string;
            /** Is Host */
            is_host: boolean;
            /** Is Muted */
            is_muted: boolean;
            kind: components["schemas"]["SeatKind"];
            /** Rights */
            rights: components["schemas"]["Right"][];
            /** Role */
            role: string;
            state: components["schemas"]["SeatState"];
            /** With Seat Id */
            with_seat_id: string | null;
        };
        /**
         * SeatState
         * @description Only `admitted` is connected to media.
         * @enum {string}
         */
        SeatState: "waiting" | "admitted" | "parked" | "left" | "removed";
        /**
         * SeatStateOut
         * @description What became of a seat.
         */
        SeatStateOut: {
            /**
             * Seat Id
             * Format: uuid
             */
            seat_id: string;
            state: components["schemas"]["SeatState"];
        };
        /**
         * SectionIn
         * @description One section of a note.
         */
        SectionIn: {
            /** Code */
            code: string;
            /** Text */
            text: string;
        };
        /**
         * SessionOut
         * @description Where a call stands, and the caller's own seat in it.
         */
        SessionOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Is Media Up */
            is_media_up: boolean;
            /**
             * My Seat Id
             * Format: uuid
             */
            my_seat_id: string;
            /** Room Epoch */
            room_epoch: number;
            /** Seats */
            seats: components["schemas"]["SeatOut"][];
            /** Stage */
            stage: string;
            /** Stage Epoch */
            stage_epoch: number;
            stage_state: components["schemas"]["StageState"];
            /** Stage Wanted */
            stage_wanted: string;
            /**
             * Subject
             * Format: uuid
             */
            subject: string;
        };
        /**
         * Sex
         * @description Administrative sex, by the codes of FHIR R4 that a resident number can bear.
         * @enum {string}
         */
        Sex: "male" | "female" | "unknown";
        /**
         * SharedDevice
         * @description Whether patient and attending sit before one device, and what the attending answered about the patient.
         * @enum {string}
         */
        SharedDevice: "unanswered" | "not_shared" | "has_left" | "may_stay";
        /**
         * SharedDeviceIn
         * @description What the attending says about a patient before his device.
         */
        SharedDeviceIn: {
            answer: components["schemas"]["SharedDevice"];
        };
        /**
         * SignedInOut
         * @description Who is signed in now.
         */
        SignedInOut: {
            /**
             * User Id
             * Format: uuid
             */
            user_id: string;
        };
        /**
         * SignedOut
         * @description A document that was signed, and the hash that the proof is over.
         */
        SignedOut: {
            /** Etag */
            etag: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
        };
        /**
         * SignIn
         * @description Which act is signed, and the hash that its signer was shown.
         */
        SignIn: {
            /**
             * Act Id
             * Format: uuid
             */
            act_id: string;
            /** Data Sha256 */
            data_sha256: string;
        };
        /**
         * SigninIn
         * @description Two factors in one call, so that neither can be tried alone.
         */
        SigninIn: {
            /** Code */
            code: string;
            /** Login */
            login: string;
            /** Password */
            password: string;
        };
        /**
         * SigninStateOut
         * @description Whether this browser holds a live session. It names nobody: the question is open to everybody.
         */
        SigninStateOut: {
            /** Demo */
            demo: boolean;
            /** Signed In */
            signed_in: boolean;
        };
        /**
         * Stage
         * @description Where the session stands, only while the case is `in_session`. Never the case's state.
         * @enum {string}
         */
        Stage: "verify" | "present" | "discuss" | "conclude" | "explain";
        /**
         * StageOut
         * @description A stage of the template.
         */
        StageOut: {
            /** Checklist */
            checklist: components["schemas"]["ItemOut"][];
            /** Mandatory */
            mandatory: boolean;
            /** Patient Is Out */
            patient_is_out: boolean;
            stage: components["schemas"]["Stage"];
            /** Was Entered */
            was_entered: boolean;
        };
        /**
         * StageState
         * @description Whether the wanted stage is true yet.
         * @enum {string}
         */
        StageState: "pending" | "entered" | "unproven";
        /**
         * StandingOut
         * @description Where the session stands, as far as it is proven.
         */
        StandingOut: {
            /**
             * Session Id
             * Format: uuid
             */
            session_id: string;
            stage: components["schemas"]["Stage"];
            /** Stage Epoch */
            stage_epoch: number;
            stage_state: components["schemas"]["StageState"];
            stage_wanted: components["schemas"]["Stage"];
        };
        /**
         * State
         * @description Where the case stands.
         * @enum {string}
         */
        State: "draft" | "submitted" | "store_review" | "pre_review" | "matching" | "invited" | "scheduled" | "ready" | "in_session" | "opinion_drafted" | "signed" | "delivered" | "executing" | "closed" | "declined" | "cancelled" | "no_show" | "aborted" | "converted";
        /**
         * StoreOut
         * @description A store of the chain.
         */
        StoreOut: {
            /** Code */
            code: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Region */
            region: string | null;
        };
        /**
         * StoresOut
         * @description All stores.
         */
        StoresOut: {
            /** Stores */
            stores: components["schemas"]["StoreOut"][];
        };
        /**
         * SubjectOut
         * @description The patient, for those who may open the record.
         */
        SubjectOut: {
            /** Age Years */
            age_years: number;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Sex */
            sex: string;
        };
        /**
         * SummaryOut
         * @description The case without the person.
         */
        SummaryOut: {
            /** Age Years */
            age_years: number;
            /** Proposed Times */
            proposed_times: string[];
            /** Purpose */
            purpose: string;
            /** Questions */
            questions: string[];
            /** Reason */
            reason: string;
            /** Sex */
            sex: string;
            /** Urgency Reason */
            urgency_reason: string | null;
        };
        /**
         * TakeChairIn
         * @description Why somebody else leads.
         */
        TakeChairIn: {
            /** Note */
            note?: string | null;
            reason: components["schemas"]["TakeOverReason"];
        };
        /**
         * TakeOverReason
         * @description Why somebody else leads the session.
         * @enum {string}
         */
        TakeOverReason: "line_lost" | "called_away" | "unknown" | "other";
        /**
         * TermOut
         * @description One entry. `properties` are the set's own facts, such as unit and bounds of a vital sign; lists are joined by |.
         */
        TermOut: {
            /** Code */
            code: string;
            /** Display */
            display: string;
            /** Pinyin Initials */
            pinyin_initials: string;
            /** Properties */
            properties: {
                [key: string]: string;
            };
        };
        /**
         * TermsOut
         * @description Entries of a set that answer a query, best first.
         */
        TermsOut: {
            /** Edition */
            edition: string;
            /** Entries */
            entries: components["schemas"]["TermOut"][];
            /** Set */
            set: string;
            /** System */
            system: string;
            /** Title */
            title: string;
        };
        /**
         * TickedOut
         * @description A line as it stands.
         */
        TickedOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Ticked At */
            ticked_at: string | null;
            /** Version */
            version: number;
        };
        /**
         * TicketOut
         * @description A token for one connection; the client connects to its own origin with it.
         */
        TicketOut: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Identity */
            identity: string;
            /** Rights */
            rights: components["schemas"]["Right"][];
            /** Room Epoch */
            room_epoch: number;
            /** Token */
            token: string;
        };
        /**
         * TickIn
         * @description A line of the checklist: done or not, and how.
         */
        TickIn: {
            /** Ticked */
            ticked: boolean;
            /** Value */
            value?: string | null;
        };
        /**
         * TimelineOut
         * @description A page of the timeline, newest first; `next` asks for the older ones.
         */
        TimelineOut: {
            /** Entries */
            entries: components["schemas"]["EntryOut"][];
            /** Next */
            next: string | null;
        };
        /** ValidationError */
        ValidationError: {
            /** Context */
            ctx?: Record<string, never>;
            /** Input */
            input?: unknown;
            /** Location */
            loc: (string | number)[];
            /** Message */
            msg: string;
            /** Error Type */
            type: string;
        };
        /**
         * VerifiedSignatureOut
         * @description A signature as anybody may see it: nobody is named.
         */
        VerifiedSignatureOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Data Sha256 */
            data_sha256: string;
            /** Institution */
            institution: string;
            /** Method */
            method: string;
            /** Role */
            role: string;
        };
        /**
         * VerifyOut
         * @description What anybody who holds the paper may check: that it exists, unchanged, and who signed in which part.
         */
        VerifyOut: {
            /** Data Sha256 */
            data_sha256: string;
            /** Institution */
            institution: string;
            /** Kind */
            kind: string;
            /** Number */
            number: string;
            /** Render Sha256 */
            render_sha256: string;
            /** Signatures */
            signatures: components["schemas"]["VerifiedSignatureOut"][];
            /**
             * Signed At
             * Format: date-time
             */
            signed_at: string;
            /** Version */
            version: number;
        };
        /**
         * VersionOut
         * @description One state of a document's past.
         */
        VersionOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Author Name */
            author_name: string;
            /** Ver */
            ver: number;
        };
        /**
         * VersionsOut
         * @description Who wrote which state when.
         */
        VersionsOut: {
            /** Versions */
            versions: components["schemas"]["VersionOut"][];
        };
        /**
         * VisitIn
         * @description Why the patient comes.
         */
        VisitIn: {
            /** Reason */
            reason: string;
        };
        /**
         * VisitMovedOut
         * @description A visit that entered another state.
         */
        VisitMovedOut: {
            /** Etag */
            etag: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Ver */
            ver: number;
        };
        /**
         * VisitOut
         * @description A visit.
         */
        VisitOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Reason */
            reason: string;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** State */
            state: string;
            /**
             * Store Id
             * Format: uuid
             */
            store_id: string;
            /** Store Name */
            store_name: string;
        };
        /**
         * WantedOut
         * @description A stage that was asked for; whether it was entered follows by event.
         */
        WantedOut: {
            /**
             * Session Id
             * Format: uuid
             */
            session_id: string;
            stage: components["schemas"]["Stage"];
            /** Stage Epoch */
            stage_epoch: number;
        };
        /**
         * WithdrawalReason
         * @description Why a yes is taken back: a code, for nobody has to justify himself (S11).
         * @enum {string}
         */
        WithdrawalReason: "patient_request" | "guardian_request" | "recorded_in_error";
        /**
         * WithdrawIn
         * @description Why an agreement is taken back.
         */
        WithdrawIn: {
            reason: components["schemas"]["WithdrawalReason"];
        };
        /**
         * WrittenManyOut
         * @description Documents that were filed together.
         */
        WrittenManyOut: {
            /** Documents */
            documents: components["schemas"]["WrittenOut"][];
        };
        /**
         * WrittenOut
         * @description A document that was filed.
         */
        WrittenOut: {
            /** Etag */
            etag: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Ver */
            ver: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "consultations.mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MineOut"];
                };
            };
        };
    };
    "consultations.create": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.accept": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.advance": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdvanceIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WantedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.cancel": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.tick": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TickIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TickedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.close_call": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.conclusion": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConclusionOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.sign_conclusion": {
        parameters: {
            query?: never;
            header: {
                "Huizhen-Proof"?: string | null;
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConcludedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.prepare_conclusion": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConclusionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.page_of_act": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                act_id: string;
                consultation_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.decline": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeclineIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.finish": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.guest_link": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuestLinkOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.hand_over_chair": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandOverIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.invite": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.withdraw_invitation": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
                invitation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.join": {
        parameters: {
            query?: never;
            header: {
                "Huizhen-Proof"?: string | null;
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.open_session": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.sign_opinion": {
        parameters: {
            query?: never;
            header: {
                "Huizhen-Proof"?: string | null;
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpinionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.patient_beside": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BesideIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.reopen": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.report_pdf": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.room_of": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.schedule": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduleIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.admit_seat": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
                seat_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatMovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.remove_seat": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
                seat_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatMovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.send_back_seat": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
                seat_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatMovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.shared_device": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SharedDeviceIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.cancel_stage": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EpochIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WantedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.move_room": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EpochIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WantedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.retry_stage": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EpochIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WantedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.submit": {
        parameters: {
            query?: never;
            header: {
                "Huizhen-Proof"?: string | null;
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.take_chair": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                consultation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeChairIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "signin.demo_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeOut"];
                };
            };
        };
    };
    "signin.demo_people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DemoPeopleOut"];
                };
            };
        };
    };
    "patients.find_draft": {
        parameters: {
            query?: {
                scope?: string | null;
            };
            header?: never;
            path: {
                form: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "patients.save_draft": {
        parameters: {
            query?: {
                scope?: string | null;
            };
            header?: never;
            path: {
                form: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "patients.drop_draft": {
        parameters: {
            query?: {
                scope?: string | null;
            };
            header?: never;
            path: {
                form: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "notify.events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    "rooms.guest_enter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnterIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnteredOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "rooms.guest_events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    "rooms.guest_leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatStateOut"];
                };
            };
        };
    };
    "rooms.guest_link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "rooms.guest_return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatStateOut"];
                };
            };
        };
    };
    "consultations.guest_room": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuestRoomOut"];
                };
            };
        };
    };
    "rooms.guest_seat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuestOut"];
                };
            };
        };
    };
    "rooms.guest_ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketOut"];
                };
            };
        };
    };
    "signin.me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeOut"];
                };
            };
        };
    };
    "patients.search": {
        parameters: {
            query: {
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HitsOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "patients.register": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "patients.patient": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                patient_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PatientOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "records.write_allergy": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                patient_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AllergyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "records.write_condition": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                patient_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConditionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "patients.answer_consent": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                patient_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "patients.withdraw_consent": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                patient_id: string;
                purpose: components["schemas"]["Purpose"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "records.document": {
        parameters: {
            query?: {
                ver?: number | null;
            };
            header?: never;
            path: {
                document_id: string;
                kind: string;
                patient_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "records.amend": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                document_id: string;
                kind: string;
                patient_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AmendIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "records.versions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: string;
                kind: string;
                patient_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionsOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "records.write_note": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                patient_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "records.write_observations": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                patient_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ObservationsIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenManyOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "patients.reveal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                patient_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevealIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevealedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "records.timeline": {
        parameters: {
            query?: {
                before?: string | null;
            };
            header?: never;
            path: {
                patient_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "patients.open_visit": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                patient_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "patients.finish_visit": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                patient_id: string;
                visit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitMovedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "patients.attach": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttachIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "patients.check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckedOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "org.practitioners": {
        parameters: {
            query?: {
                role?: components["schemas"]["Role"] | null;
                specialty?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PractitionersOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "rooms.session": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "rooms.leave_seat": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatStateOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "rooms.return_to_seat": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatStateOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "rooms.mute": {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                seat_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MuteIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatStateOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "rooms.issue_ticket": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "signin.sign_in_state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigninStateOut"];
                };
            };
        };
    };
    "signin.sign_in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SigninIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "signin.sign_out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "org.stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoresOut"];
                };
            };
        };
    };
    "terms.search": {
        parameters: {
            query?: {
                limit?: number;
                q?: string;
            };
            header?: never;
            path: {
                set: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TermsOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "consultations.verify": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                verify_code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerifyOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    "patients.arrivals": {
        parameters: {
            query?: {
                day?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArrivalsOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
}
