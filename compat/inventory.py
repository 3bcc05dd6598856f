# SPDX-License-Identifier: Apache-2.0
"""Every public method of the published client, and where our server stands with it.

The tests compare this list with the installed client in both directions, so a new method of the client, or a
method we forget, fails the run. A method under ``WORKS`` needs a test that drives it; a method under
``NOT_BUILT`` or ``NOT_PART`` is called and has to be refused with our error body. ``BROKEN`` ones fail before
a request leaves the client, whatever the server does.
"""

WORKS, NOT_BUILT, NOT_PART = "works", "not built yet", "not part of this server"
BROKEN = "broken in the client"
FAILS = "**fails**"  # in results only: a test disagreed, or none ran

# "Stack" holds the methods of the client object itself; "functions" those of the module.
STANDING = {
    WORKS: {
        "Stack": "close from_oauth from_session issue_passport",
        "functions": "create_authority_request_id sign_claim_envelope verify_passport_header verify_passport_offline",
        "agents": "activate delete get list register suspend unblock update",
        "services": "connect connect_custom disconnect get_agent_permissions grant_agent_access list"
                    " list_available list_templates revoke_agent_access verify",
        "missions": "activity complete get list list_dossiers list_operator_reviews open renew replay revoke start",
        "passports": "checkout checkpoint continuous_mission delegate issue list_active mission refresh report revoke"
                     " revoke_agent revoke_all revoke_session verify",
        "Mission": "delegate log should_rotate token",
        "PassportSession": "expires_at_seconds get_token token",
        "proxy": "delete get get_operation patch post put request usage",
        "reviews": "decide list",
        "audit": "chain_head list verify_chain",
        "credentials": "get get_by_connection",
    },
    NOT_BUILT: {
        "missions": "download_operator_review",
        "intents": "approve get list_pending reject simulate submit submit_and_wait",
        "dropoffs": "collect create deposit expire get list",
        "notifications": "create delete list send_verification_code test update verify",
        "delivery_methods": "add delete list rotate_secret send_verification_code test verify",
        "security_events": "get list resolve",
        "detector_config": "get list reset upsert",
        "pii_config": "get reset update",
        "skills": "activate browse check_trust claim_invocation complete_invocation fail_invocation get"
                  " get_invocation get_request get_request_matches invoke list_invocations list_owned"
                  " list_pending_invocations list_requests poll post_request publish suggest_composition"
                  " suspend update",
        "identity": "complete_verification delete_service_requirement get_service_requirements get_settings"
                    " grant_delegation initiate_verification list_claims list_providers"
                    " replace_service_requirement revoke_claim set_service_requirement update_settings",
        "team": "accept_invite invite list revoke update",
        "usage": "get",
        "scan": "scan usage",
        "evidence_packs": "download export get list",
        "inbound_webhooks": "create get list revoke set_provider_signing_secret",
        "llm": "anthropic.messages.create openai.chat.completions.create openrouter.chat.completions.create"
               " usage.list usage.summary",
    },
    BROKEN: {
        "Mission": "proxy",
    },
    NOT_PART: {
        "missions": "create_dossier",
        "partner_connect": "connect get_connection list_connections revoke_connection rotate_token",
        "partner_tenants": "create create_inbound_webhook get issue_passport list mint_outbound_passport revoke"
                           " set_inbound_webhook_signing_secret",
        "fleets": "activate enroll enroll_local enroll_workload enroll_workload_local enrollment_challenge get"
                  " list list_page members members_page membership revise revoke revoke_member session"
                  " workload_enrollment_challenge",
        "authority": "activate_binding activate_profile_version add_receiver_key archive_principal"
                     " create_approval_requests create_binding create_enterprise_oidc_request"
                     " create_principal create_profile_version create_proof_collection_session"
                     " create_receiver create_receiver_verification_challenge delegate_binding"
                     " erase_binding erase_presentation erase_principal erase_proof get_binding"
                     " get_enterprise_oidc_request get_presentation get_principal get_proof"
                     " get_proof_collection_session get_receiver get_use import_proof"
                     " list_approval_requests list_bindings list_presentations list_principals"
                     " list_proofs list_receivers list_uses revoke_binding revoke_proof"
                     " revoke_receiver_key verify_receiver",
    },
}

# How compat/run, the results and the page call our own client, and what it has beyond the published one.
OURS = "ours"
ONLY_OURS = {
    "agents.keys", "agents.revoke_key", "audit.export", "audit.export_page", "services.update", "proxy.stream",
    "Mission.stream", "Mission.http_client", "verify_export", "verify_log",
}

# Tests of what the published client does wrong, or not.
NOT_FOR_OURS = {
    "test_proxying_from_a_mission_never_leaves_the_client": "it just calls: test_proxy.py",
    "test_an_ended_key_proves_nothing": "it enrols another key where it has a credential for that",
}

# Where one version differs from the list above.
EXCEPTIONS = {
    ("Mission.proxy", OURS): WORKS,
    ("missions.list_dossiers", "0.19.1"): NOT_PART,
}

# What a reader of the table should know; most are traps of the client that no server can mend.
NOTES = {
    "Stack.from_oauth": "The client never refreshes such a token, whatever its text says, and its default endpoint"
                        " ignores `base_url`.",
    "functions.sign_claim_envelope": "Local; asks nothing of the server.",
    "functions.create_authority_request_id": "Local; asks nothing of the server.",
    "functions.verify_passport_header": "Give `issuer=` the address of your installation: the default expects the"
                                        " vendor's name. 0.19.1 asks the key set of the operator it believes"
                                        " `sub` to be; the server answers it for any id.",
    "functions.verify_passport_offline": "Give `issuer=`, as above.",
    "agents.register": "The README of the client shows a default mode that it no longer sends; ours is `enforced`.",
    "services.connect": "Until 3.0.0 the client sends `provider` and `credential`, from 4.0.0 `oauth_token`; the"
                        " server takes both.",
    "services.verify": "The test asks the service itself; of a custom service nothing is known that could be asked.",
    "missions.start": "2.0.0 passes the object on unchanged, so the operator's form works there too.",
    "missions.list_dossiers": "0.19.1 asks a path that is gone; from 1.0.0 it reads the operator reviews.",
    "missions.replay": "The asynchronous class has it from 1.0.0 on.",
    "missions.create_dossier": "Gone from the client since 1.0.0.",
    "missions.download_operator_review": "Comes with the evidence packs.",
    "passports.issue": "4.0.0 demands exactly one mission, whose intent counts, so an issue without any intent"
                       " cannot be sent.",
    "passports.mission": "Checkout failures are swallowed by the client. Until 2.0.0 an interrupt skips the"
                         " checkout. The helper keeps its first token and never renews it. One failed automatic"
                         " checkpoint ends an enforced mission, silently: the next comes after the deadline.",
    "passports.continuous_mission": "An exception in the loop's body does not reach the helper: the mission"
                                    " ends as a success. It rotates after 4 h by default, but a mission lives 15 min"
                                    " unless `expires_in` is given.",
    "passports.delegate": "From 2.0.0 a list of names is turned into objects from the parent token.",
    "PassportSession.get_token": "Without a lock: two threads may refresh the same token; the server allows it.",
    "passports.report": "The client breaks on any sixth member; the server sends exactly five.",
    "Mission.proxy": "Raises in every version: the client never attaches its proxy to a mission.",
}


def standing(path, version):
    """Works, not built or not part, for a path such as ``agents.register``; None when it is not listed."""
    return EXCEPTIONS.get((path, version)) or listed().get(path)


def listed():
    return {
        _path(area, name): state
        for state, areas in STANDING.items()
        for area, names in areas.items()
        for name in names.split()
    }


def area_and_name(path):
    """``agents.register`` → agents, register; ``close`` → Stack, close; ``verify_…`` → functions."""
    if "." in path:
        return tuple(path.split(".", 1))
    return ("functions" if path in STANDING[WORKS]["functions"].split() else "Stack"), path


def note(path):
    return NOTES.get(path) or NOTES.get(".".join(area_and_name(path)), "")


def _path(area, name):
    return name if area in ("Stack", "functions") else f"{area}.{name}"
