"""What the routes work on."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from local.billing_system.auth import Gate
from local.billing_system.simulation.faults import Fault
from local.billing_system.system import BillingSystem
from local.faults import Faults


@dataclass
class Service:
    """The billing system, who may call it, and what is wrong with it just now."""

    system: BillingSystem
    gate: Gate
    faults: Faults[Fault] = field(default_factory=Faults)
    last_asked: int = 0


def service_of(request: Request) -> Service:
    """Return what the application was made over."""
    service: Service = request.app.state.service
    return service


Here = Annotated[Service, Depends(service_of)]
